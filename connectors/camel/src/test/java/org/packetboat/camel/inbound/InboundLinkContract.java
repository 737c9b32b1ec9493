package org.packetboat.camel.inbound;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;

/** Routes of users before a local link keep what that link promises, whichever it is. */
abstract class InboundLinkContract extends LinkContract {
    private static final Outcome TAKEN = new Outcome.Delivered(new Reply(250, "2.0.0", "taken"), false);
    private static final Outcome FAILED = new Outcome.Deferred(new Reply(451, "4.3.0", "the route failed"));

    private final InboundDesk desk = new InboundDesk();
    private final LocalRecipient route = new Reading();
    private final Link usual;

    /** @param routed whether a route takes the mail; else the usual link has it all */
    InboundLinkContract(Link usual, boolean routed) {
        this.usual = usual;
        if (routed) desk.add(InboundPattern.parse("bob@far.example"), route);
    }

    /** A user's route: takes what it can read, on a thread of its own. */
    private static class Reading implements LocalRecipient {
        @Override
        public void deliver(Transfer mail, List<Recipient> to, Consumer<Outcome> done) {
            Thread.ofVirtual().start(() -> done.accept(outcome(mail)));
        }

        private static Outcome outcome(Transfer mail) {
            try {
                mail.body().read(0, 1);
                return TAKEN;
            } catch (IllegalStateException | StackOverflowError onPurpose) {
                return FAILED;
            }
        }

        @Override
        public int transfers() {
            return 1;
        }
    }

    @BeforeEach
    void openDesk() {
        desk.open();
    }

    @Override
    protected Link.Session call(Supply supply) {
        Route local = new Route("local", List.of(), Window.ALWAYS, "always", "local", new Transport.Maildir("unused"),
                1, Duration.ofMinutes(1), Duration.ofHours(1), AtClose.DRAIN, 1000);
        return new InboundLink(usual, desk).open(new Call(local, Optional.empty(), Instant.MAX), supply);
    }

    @Test
    void serverStopsWhileRoutesAreLoaded() throws Exception {
        desk.close();
        assertInstanceOf(Ending.Finished.class, endOf(supply -> {
            call(supply);
            desk.shut();
        }));
    }

    @Test
    void stoppedWhileRoutesAreLoaded() throws Exception {
        desk.close();
        endOf(supply -> {
            call(supply).stop(true, "an operator ends it");
            desk.open();
        });
    }

    @Test
    void routeTakesNoMoreWork() throws Exception {
        desk.remove(route);
        desk.add(InboundPattern.parse("bob@far.example"), new Reading() {
            @Override
            public void deliver(Transfer mail, List<Recipient> to, Consumer<Outcome> done) {
                throw new RejectedExecutionException("the routes stop");
            }
        });
        endOf(this::call);
    }
}

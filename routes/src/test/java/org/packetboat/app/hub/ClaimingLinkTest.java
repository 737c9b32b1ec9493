package org.packetboat.app.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.hub.SharedSite;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.file.HubServer;

class ClaimingLinkTest {
    private static final HubServer HERE = new HubServer("south", List.of(), Optional.empty());
    private static final HubServer THERE = new HubServer("north", List.of(),
            Optional.of(new HubServer.Address("there", 25)));
    private static final Route DENVER = new Route("denver", List.of(), Window.ALWAYS, "always", "line1",
            new Transport.Maildir("unused"), 2, Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 1000);

    private final CompletableFuture<Ending> ended = new CompletableFuture<>();

    private final class Ended implements Supply {
        @Override
        public void next(Consumer<Optional<Transfer>> answer) {
            throw new AssertionError("no session was begun");
        }

        @Override
        public void progress(EnvelopeId id, long bytes) {
            throw new AssertionError("no session was begun");
        }

        @Override
        public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
            throw new AssertionError("no session was begun");
        }

        @Override
        public void ended(Ending how) {
            ended.complete(how);
        }
    }

    private Ending call(boolean free, Link link) throws Exception {
        HubClaims claims = new HubClaims("south", List.of(THERE, HERE), (_, _, _) -> free,
                (_, answer) -> answer.accept(false));
        claims.share(Map.of("denver", new SharedSite(List.of("north", "south"), Set.of("south"))));
        new ClaimingLink(link, claims).open(new Call(DENVER, Optional.empty(), Instant.MAX), new Ended());
        return ended.get(20, TimeUnit.SECONDS);
    }

    @Test
    void siteThatAnotherMachineCallsIsNotCalled() throws Exception {
        Ending ending = call(false, (_, _) -> {
            throw new AssertionError("called");
        });
        assertEquals("450 4.3.2 Server north calls denver now",
                assertInstanceOf(Ending.Unreached.class, ending).reply().toString());
    }

    @Test
    void linkThatFailsEndsTheCall() throws Exception {
        Ending ending = call(true, (_, _) -> {
            throw new IllegalStateException("out of order");
        });
        assertEquals("451 4.3.0 The link failed: java.lang.IllegalStateException: out of order",
                assertInstanceOf(Ending.Unreached.class, ending).reply().toString());
    }
}

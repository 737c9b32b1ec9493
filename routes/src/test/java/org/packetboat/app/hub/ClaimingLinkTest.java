package org.packetboat.app.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.hub.SharedSite;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.TakingLink;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.file.HubServer;

/** A link that others of the hub share keeps what every link promises. */
class ClaimingLinkTest extends LinkContract {
    private static final HubServer HERE = new HubServer("south", List.of(), Optional.empty());
    private static final HubServer THERE = new HubServer("north", List.of(),
            Optional.of(new HubServer.Address("there", 25)));
    private static final Route DENVER = new Route("denver", List.of(), Window.ALWAYS, "always", "line1",
            new Transport.Maildir("unused"), 2, Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 1000);

    /** What others are asked waits for this. */
    private final CountDownLatch answers = new CountDownLatch(1);

    private static Link.Session call(HubClaims.Asking others, Link link, Supply supply) {
        HubClaims claims = new HubClaims("south", List.of(THERE, HERE), others,
                (_, answer) -> answer.accept(false), (_, _) -> {});
        claims.share(Map.of("denver", new SharedSite(List.of("north", "south"), Set.of("south"))));
        return new ClaimingLink(link, claims).open(new Call(DENVER, Optional.empty(), Instant.MAX), supply);
    }

    private static Link neverCalled() {
        return (_, _) -> {
            throw new AssertionError("called");
        };
    }

    @Override
    protected Link.Session call(Supply supply) {
        return call((_, _, _) -> true, new TakingLink(), supply);
    }

    @Test
    void siteThatAnotherMachineCallsIsNotCalled() throws Exception {
        Ending ending = endOf(supply -> call((_, _, _) -> false, neverCalled(), supply));
        assertEquals("450 4.3.2 Server north calls denver now",
                assertInstanceOf(Ending.Unreached.class, ending).reply().toString());
    }

    @Test
    void linkThatFailsEndsTheCall() throws Exception {
        Ending ending = endOf(supply -> call((_, _, _) -> true, (_, _) -> {
            throw new IllegalStateException("out of order");
        }, supply));
        assertEquals("451 4.3.0 The link failed: java.lang.IllegalStateException: out of order",
                assertInstanceOf(Ending.Unreached.class, ending).reply().toString());
    }

    @Test
    void askingThatFailsEndsTheCall() throws Exception {
        endOf(supply -> call((_, _, _) -> {
            throw new IllegalStateException("out of order");
        }, new TakingLink(), supply));
    }

    @Test
    void stoppedWhileTheOthersAreAsked() throws Exception {
        assertEquals(new Ending.Stopped("the window closes"), endOf(supply -> {
            Link.Session session = call((_, _, _) -> {
                awaitAnswers();
                return true;
            }, neverCalled(), supply);
            session.stop(true, "the window closes");
            answers.countDown();
        }));
    }

    private void awaitAnswers() {
        try {
            answers.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}

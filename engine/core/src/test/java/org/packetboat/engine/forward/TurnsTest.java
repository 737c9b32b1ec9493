package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;

/** Whose turn it is, and what happens to it when the disk fails. */
class TurnsTest {
    private static final Instant OPEN = START.plusSeconds(60);
    private static final Policy POLICY = policy(with(withCost(route("c", "c.example"), 3), once(OPEN, OPEN.plusSeconds(
            7200))), with(withCost(route("b", "b.example"), 3), once(OPEN, OPEN.plusSeconds(3600))),
            with(withCost(route("a", "a.example"), 1), once(OPEN, OPEN.plusSeconds(9999))));

    @Test
    void lowestHopCountThenTheWindowThatClosesFirst() {
        Rig rig = allWaiting();
        for (int i = 0; i < 3; i++)
            rig.line.last().deliverAll();
        assertEquals(List.of("a", "b", "c"), rig.line.called());
    }

    @Test
    void nobodyTwiceInARoundWhileAnotherIsReady() {
        Rig rig = allWaiting();
        for (int i = 0; i < 7; i++) {
            rig.send("s@x", "x@a.example");
            rig.send("s@x", "x@b.example");
            HandSession session = rig.line.last();
            session.deliver(session.take());
            session.end(new Ending.Finished());
        }
        assertEquals(List.of("a", "b", "c", "a", "b", "a", "b", "a"), rig.line.called());
    }

    @Test
    void nothingIsSentTwiceWhenTheDiskFailsAtCommitB() {
        Rig rig = allWaiting();
        HandSession session = rig.line.last();
        rig.send("s@x", "y@a.example");
        rig.store.failNext(1);
        Envelope first = session.take();
        session.deliver(first);
        assertTrue(session.next().isEmpty());
        session.end(new Ending.Finished());
        assertEquals(List.of("a"), rig.line.called());
        rig.pass(Duration.ofSeconds(5));
        assertTrue(rig.waiting(first.message().id()).isEmpty());
        assertEquals(2, rig.line.called().size());
    }

    @Test
    void forwardingPausesUntilTheDiskTakesIt() {
        Rig rig = allWaiting();
        rig.store.failNext(3);
        rig.line.last().deliverAll();
        rig.pass(Duration.ofSeconds(14));
        assertEquals(List.of("a"), rig.line.called());
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of("a", "b"), rig.line.called());
        assertEquals(0, rig.depth("a.example"));
    }

    private static Rig allWaiting() {
        Rig rig = new Rig(POLICY);
        for (String domain : List.of("c", "a", "b"))
            rig.send("s@x", "x@" + domain + ".example");
        rig.pass(Duration.ofSeconds(60));
        return rig;
    }
}

package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.peer.MaxRate;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;

/** A provider takes so many messages an hour, and locks out who sends more. */
class MaxRateTest {
    private static Rig rig() {
        Route far = route("far", "far.example");
        return new Rig(policy(far.on(far.terms().with(new MaxRate(2, Duration.ofHours(1))))));
    }

    private static void send(Rig rig, int mails) {
        for (int i = 0; i < mails; i++)
            rig.send("s@x", "u" + i + "@far.example");
    }

    @Test
    void noMoreThanTheRateInAnyHour() {
        Rig rig = rig();
        send(rig, 5);
        assertEquals(2, rig.line.last().deliverAll());
        rig.pass(Duration.ofMinutes(59));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofMinutes(2));
        assertEquals(2, rig.line.sessions().size());
        assertEquals(2, rig.line.last().deliverAll());
        assertEquals(1, rig.depth("far.example"));
    }

    @Test
    void whatWasSentLongAgoDoesNotCount() {
        Rig rig = rig();
        send(rig, 1);
        assertEquals(1, rig.line.last().deliverAll());
        rig.pass(Duration.ofMinutes(50));
        send(rig, 2);
        assertEquals(1, rig.line.last().deliverAll());
        rig.pass(Duration.ofMinutes(11));
        assertEquals(1, rig.line.last().deliverAll());
        assertEquals(0, rig.depth("far.example"));
    }

    @Test
    void flushingDoesNotGoBeyondIt() {
        Rig rig = rig();
        send(rig, 3);
        assertEquals(2, rig.line.last().deliverAll());
        rig.say(answer -> rig.node.operator().flush(new Target.OfDomain(new Domain("far.example")), answer));
        assertEquals(1, rig.line.sessions().size());
    }

    @Test
    void restartGivesNobodyAFreshRate() {
        Rig rig = rig();
        send(rig, 3);
        assertEquals(2, rig.line.last().deliverAll());
        rig.pass(Duration.ofMinutes(20));
        rig.crash();
        rig.pass(Duration.ofMinutes(30));
        assertEquals(1, rig.line.sessions().size());
        rig.off(Duration.ofMinutes(10));
        assertEquals(1, rig.line.last().deliverAll());
        assertEquals(0, rig.depth("far.example"));
    }

    /** Killed before the answer: they may have come, and count. */
    @Test
    void killInMidSessionGivesNobodyAFreshRate() {
        Rig rig = rig();
        send(rig, 3);
        rig.line.last().take();
        rig.line.last().take();
        rig.crash();
        rig.pass(Duration.ofMinutes(59));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofMinutes(2));
        assertEquals(2, rig.line.last().deliverAll());
    }

    @Test
    void clockPutForwardOrBackChangesNothing() {
        Rig rig = rig();
        send(rig, 3);
        assertEquals(2, rig.line.last().deliverAll());
        rig.shift(Duration.ofHours(5));
        assertEquals(1, rig.line.sessions().size());
        rig.shift(Duration.ofDays(-1));
        rig.pass(Duration.ofMinutes(59));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofMinutes(2));
        assertEquals(1, rig.line.last().deliverAll());
    }

    /** The provider's day has not begun anew because somebody wrote another number. */
    @Test
    void lowerRateCountsWhatWasHandedOutBefore() {
        Rig rig = rig();
        send(rig, 3);
        assertEquals(2, rig.line.last().deliverAll());
        Route far = route("far", "far.example");
        rig.replace(policy(far.on(far.terms().with(new MaxRate(1, Duration.ofHours(2))))));
        rig.pass(Duration.ofMinutes(119));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofMinutes(2));
        assertEquals(1, rig.line.last().deliverAll());
    }

    /** A host that takes one message a session is handed more of them. */
    @Test
    void whatComesBackUntriedDoesNotCount() {
        Rig rig = rig();
        send(rig, 3);
        HandSession first = rig.line.last();
        Envelope tried = first.take();
        first.take();
        first.deliver(tried);
        first.end(new Ending.Finished());
        assertEquals(2, rig.line.sessions().size());
        assertEquals(1, rig.line.last().deliverAll());
        assertEquals(1, rig.depth("far.example"));
    }
}

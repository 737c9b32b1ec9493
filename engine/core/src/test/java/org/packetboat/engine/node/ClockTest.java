package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;

/** Clocks are put right now and then, forward and back. */
class ClockTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Reply LATER = new Reply(451, "4.2.0", "Later");

    private final Rig rig = new Rig(policy(route("west", "west.example"),
            with(route("east", "east.example"), once(Rig.START.minus(DAY), Rig.START))));

    @Test
    void mailFromAWrongTomorrowGoesAtOnce() {
        rig.send("s@x", "a@east.example");
        rig.shift(DAY.negated());
        assertEquals(List.of("east"), rig.line.called());
    }

    @Test
    void mailThatIsToWaitForATimeWaitsForIt() {
        SubmissionOptions tomorrow = new SubmissionOptions(Priority.NORMAL, Optional.of(Rig.START.plus(DAY)),
                Optional.empty(), Optional.empty(), Optional.empty());
        rig.accept(Rig.submission("s@x", "a@west.example").with(tomorrow), new byte[10]);
        rig.shift(Duration.ofHours(-1));
        assertEquals(List.of(), rig.line.called());
        rig.pass(Duration.ofHours(25));
        assertEquals(List.of("west"), rig.line.called());
    }

    @Test
    void restDoesNotGrowWhenTheClockGoesBack() {
        rig.send("s@x", "a@west.example");
        rig.line.last().end(new Ending.Unreached(LATER));
        rig.shift(DAY.negated());
        rig.pass(Duration.ofMinutes(1));
        assertEquals(2, rig.line.sessions().size());
    }

    @Test
    void retryDoesNotGrowMuchWhenTheClockGoesBack() {
        rig.send("s@x", "a@west.example");
        HandSession session = rig.line.last();
        session.settle(session.take(), new Outcome.Deferred(LATER));
        session.next();
        session.end(new Ending.Finished());
        rig.shift(DAY.negated());
        rig.pass(Duration.ofMinutes(10));
        assertEquals(2, rig.line.sessions().size());
    }

    @Test
    void diskIsTriedAgainSoonThoughTheClockWentBack() {
        rig.send("s@x", "a@west.example");
        HandSession session = rig.line.last();
        rig.store.failNext(1);
        session.deliver(session.take());
        rig.shift(DAY.negated());
        rig.pass(Duration.ofSeconds(10));
        assertEquals(0, rig.depth("west.example"));
    }

    @Test
    void turnEndsInTimeThoughTheClockWentBack() {
        rig.send("s@x", "a@west.example");
        rig.line.last().take();
        rig.shift(DAY.negated());
        rig.send("s@x", "a@east.example");
        rig.pass(Duration.ofMinutes(11));
        assertEquals(List.of("drain: other sites are waiting"), rig.line.last().stops());
    }
}

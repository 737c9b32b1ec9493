package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.Rig;

/** Sites that are called by timetable, since they may hold mail for us. */
class PollTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Window NIGHTS = every(Duration.ofDays(1), phase(), HOUR.multipliedBy(3));
    private static final Route WEST = with(route("west", "west.example"), NIGHTS);

    /** The first window opens an hour after the start. */
    private static Duration phase() {
        return Duration.between(Instant.EPOCH, START.plus(HOUR));
    }

    private static void nothingFor(Rig rig) {
        assertTrue(rig.line.last().next().isEmpty());
        rig.line.last().end(new Ending.Finished());
    }

    @Test
    void siteIsCalledAtTheOpeningThoughNothingWaits() {
        Rig rig = new Rig(policy(WEST.polled(Duration.ZERO)));
        rig.pass(HOUR.minusMillis(1));
        assertEquals(List.of(), rig.line.called());
        rig.pass(Duration.ofMillis(1));
        nothingFor(rig);
        rig.pass(HOUR.multipliedBy(20));
        assertEquals(List.of("west"), rig.line.called());
        rig.pass(HOUR.multipliedBy(4));
        assertEquals(List.of("west", "west"), rig.line.called());
    }

    @Test
    void siteIsCalledAgainSoLongAfterEachSessionWithinTheWindow() {
        Rig rig = new Rig(policy(WEST.polled(HOUR)));
        rig.pass(HOUR);
        nothingFor(rig);
        rig.pass(HOUR.minusMillis(1));
        assertEquals(1, rig.line.called().size());
        rig.pass(Duration.ofMillis(1));
        nothingFor(rig);
        rig.pass(HOUR);
        nothingFor(rig);
        rig.pass(HOUR.multipliedBy(10));
        assertEquals(3, rig.line.called().size());
    }

    @Test
    void callThatDoesNotGetThroughIsRepeatedAfterACycle() {
        Rig rig = new Rig(policy(WEST.polled(Duration.ZERO)));
        rig.pass(HOUR);
        rig.line.last().end(new Ending.Unreached(new Reply(450, "4.4.1", "busy")));
        rig.pass(WEST.retry());
        assertEquals(2, rig.line.called().size());
    }

    @Test
    void sessionForMailIsAsGoodAsAPoll() {
        Rig rig = new Rig(policy(WEST.polled(HOUR)));
        rig.pass(HOUR);
        nothingFor(rig);
        rig.pass(HOUR.dividedBy(2));
        rig.send("s@x", "a@west.example");
        assertEquals(1, rig.line.last().deliverAll());
        rig.pass(HOUR.minusMillis(1));
        assertEquals(2, rig.line.called().size());
    }

    @Test
    void routeThatIsPolledFromNowOnIsCalledNow() {
        Rig rig = new Rig(policy(route("west", "west.example")));
        rig.pass(HOUR);
        assertEquals(List.of(), rig.line.called());
        rig.replace(policy(route("west", "west.example").polled(Duration.ZERO)));
        nothingFor(rig);
        rig.pass(Duration.ofDays(2));
        assertEquals(List.of("west"), rig.line.called());
    }
}

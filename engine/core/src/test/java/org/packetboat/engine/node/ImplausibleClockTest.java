package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.time.Plausible;

/** A clock that shows less than when the program was made, or ten years more, decides nothing. */
class ImplausibleClockTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration YEARS = Duration.ofDays(11 * 365);
    private static final Plausible CLOCK = Plausible.since(Rig.START.minus(HOUR));
    /** Open for half of each hour. */
    private static final Window HALF = Window.believed(every(HOUR, Duration.ZERO, Duration.ofMinutes(30)), CLOCK);
    private static final Route HQ = with(with(route("hq", "hq.example"), HALF), uucp("hq"));

    private final Rig rig = new Rig(
            policy(HQ, with(route("east", "east.example"), HALF), route("west", "west.example")).believing(CLOCK));

    private void onlyWhatNeedsNoWindowGoes(Duration wrong) {
        rig.shift(wrong);
        rig.send("s@x", "a@east.example", "a@west.example", "a@local.example");
        rig.pass(HOUR.multipliedBy(3));
        assertEquals(List.of("west"), rig.line.called());
        assertEquals(List.of("local"), rig.outlet.called());
        rig.line.last().deliverAll();
        rig.line.last().end(new Ending.Finished());
        rig.shift(wrong.negated());
        rig.pass(HOUR);
        assertEquals(List.of("west", "east"), rig.line.called());
    }

    @Test
    void windowsStayShutBeforeTheProgramWasMade() {
        onlyWhatNeedsNoWindowGoes(YEARS.negated());
    }

    @Test
    void windowsStayShutTenYearsLater() {
        onlyWhatNeedsNoWindowGoes(YEARS);
    }

    @Test
    void whoCallsIsAnswered() {
        rig.shift(YEARS.negated());
        rig.send("s@x", "a@hq.example");
        assertEquals(List.of(), rig.line.called());
        assertEquals(1, rig.line.answer(session -> rig.node.answered("hq", "modem", session)).deliverAll());
    }

    @Test
    void whoTellsTheTimeIsCalledAtOnceAndEverySixHoursThatPass() {
        rig.node.askForTheTime("hq");
        rig.settle();
        assertEquals(List.of(), rig.line.called());
        rig.shift(YEARS.negated());
        assertEquals(List.of("hq"), rig.line.called());
        rig.line.last().end(new Ending.Unreached(new Reply(450, "4.4.1", "no carrier")));
        rig.pass(HOUR.multipliedBy(5));
        rig.shift(HOUR.multipliedBy(-20));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(HOUR.plusMinutes(1));
        assertEquals(2, rig.line.sessions().size());
    }

    @Test
    void callForTheTimeCarriesMailBothWaysAndEnds() {
        rig.node.askForTheTime("hq");
        rig.shift(YEARS);
        rig.send("s@x", "a@hq.example");
        assertEquals(1, rig.line.last().deliverAll());
        rig.line.last().end(new Ending.Finished());
        rig.send("s@x", "b@hq.example");
        rig.pass(HOUR);
        assertEquals(1, rig.line.sessions().size());
    }

    @Test
    void operatorIsToldWhatTheClockDid() {
        rig.shift(YEARS.negated());
        List<String> told = rig.events(StatusEvent.Trouble.class).stream().map(Object::toString).toList();
        assertTrue(told.stream().anyMatch(t -> t.contains("was put back by 4015 d")), told.toString());
        assertTrue(told.stream().anyMatch(t -> t.contains("windows stay shut")), told.toString());
    }
}

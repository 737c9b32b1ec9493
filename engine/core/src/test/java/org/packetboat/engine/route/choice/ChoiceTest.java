package org.packetboat.engine.route.choice;

import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.sim.SimRoutes;

/** A modem at night, a satellite at noon, a line that is always there: which of them? Rates are 1000 bytes a second. */
class ChoiceTest {
    private static final Route MODEM = withCost(with(route("modem", "*"), hours(20, 24)), 3);
    private static final Route SATELLITE = withCost(with(route("satellite", "*"), hours(12, 13)), 9);
    private static final Route LINE = withCost(route("line", "*"), 14);
    private static final Instant TOMORROW = START.plus(Duration.ofDays(1));
    private static final long MB = 1_000_000;

    @Test
    void cheapestThatIsStillInTime() {
        assertEquals("modem", chosen(hour(23), MB, up(LINE), up(SATELLITE), up(MODEM)));
        assertEquals("satellite", chosen(hour(19), MB, up(LINE), up(SATELLITE), up(MODEM)));
        assertEquals("line", chosen(hour(11), MB, up(LINE), up(SATELLITE), up(MODEM)));
    }

    @Test
    void muchMailTakesLonger() {
        assertEquals("satellite", chosen(hour(19), 3 * MB, up(SATELLITE), up(LINE)));
        assertEquals("line", chosen(hour(19), 4 * MB, up(SATELLITE), up(LINE)));
    }

    @Test
    void firstToArriveWhereNothingIsInTime() {
        assertEquals("satellite", chosen(hour(11), MB, up(MODEM), up(SATELLITE)));
        assertEquals("satellite", chosen(START.minusSeconds(1), MB, up(MODEM), up(SATELLITE)));
    }

    @Test
    void routeThatRestsIsPassedOverByWhoCanGoEarlier() {
        Route cheap = withCost(route("cheap", "*"), 1);
        RouteCondition failed = new RouteCondition(cheap, START.plusSeconds(60), true);
        assertEquals("line", chosen(TOMORROW, MB, failed, up(LINE)));
        assertEquals("cheap", chosen(TOMORROW, MB, failed, new RouteCondition(LINE, START.plusSeconds(61), true)));
        assertEquals("cheap", chosen(TOMORROW, MB, new RouteCondition(cheap, START, true), up(LINE)));
    }

    @Test
    void amongEqualsTheStateDecides() {
        Route closed = withCost(with(route("closed", "*"), hours(1, 2)), 14);
        assertEquals("line", chosen(TOMORROW, MB, up(closed), up(LINE)));
        Route dialled = withCost(route("dialled", "*"), 14);
        assertEquals("line", chosen(TOMORROW, MB, new RouteCondition(dialled, Instant.MIN, false), up(LINE)));
        assertEquals("dialled", chosen(TOMORROW, MB, up(dialled), up(LINE)));
    }

    private static RouteCondition learned(String site, int cost, boolean opened) {
        Transport by = new Transport.Router("10.0.0.1", 25, List.of(site), opened);
        return up(withCost(with(route("via:" + site, "*"), by), cost));
    }

    private static RouteCondition dialled(Route route) {
        return new RouteCondition(route, Instant.MIN, false);
    }

    /** The original: a way that is open, whoever owns it, goes before a line that would have to be dialled. */
    @Test
    void openWithTheLowestCountBeatsAvailableWhoeverOwnsIt() {
        Route own = withCost(route("own", "*"), 1);
        assertEquals("via:near",
                chosen(TOMORROW, MB, dialled(own), learned("far", 14, true), learned("near", 6, true)));
        assertEquals("via:far", chosen(TOMORROW, MB, dialled(own), learned("far", 14, true)));
        assertEquals("own", chosen(TOMORROW, MB, up(own), learned("near", 2, true)));
        assertEquals("own", chosen(TOMORROW, MB, up(own), learned("near", 1, true)), "of equals our own");
        assertEquals("via:near", chosen(TOMORROW, MB, up(withCost(own, 7)), learned("near", 6, true)));
    }

    @Test
    void availableIs15WhoeverOwnsIt() {
        Route own = withCost(route("own", "*"), 1);
        assertEquals("own", chosen(TOMORROW, MB, learned("near", 14, false), dialled(own)));
        assertEquals("via:far", chosen(TOMORROW, MB, learned("near", 14, false), learned("far", 14, true)));
        Route closed = with(own, hours(1, 2));
        assertEquals("via:near", chosen(TOMORROW, MB, dialled(closed), learned("near", 14, false)));
    }

    @Test
    void theCostThatTheOperatorSaidIsTheCountWhateverTheState() {
        Route said = route("own", "*").withCostSaid(5);
        assertEquals("own", chosen(TOMORROW, MB, dialled(said), learned("near", 6, true)));
        assertEquals("via:near", chosen(TOMORROW, MB, dialled(said), learned("near", 4, true)));
        assertEquals("own", chosen(TOMORROW, MB, dialled(with(route("own", "*"), hours(1, 2)).withCostSaid(5)),
                learned("near", 6, true)));
        assertEquals("by its cost 5, though via:near is at 6", Choice.overruled(said,
                List.of(dialled(said), learned("far", 9, true), learned("near", 6, true)), START).orElseThrow()
                .toString());
        assertEquals(Optional.empty(), Choice.overruled(said, List.of(up(said), learned("near", 6, true)), START));
        assertEquals(Optional.empty(), Choice.overruled(route("own", "*"),
                List.of(dialled(route("own", "*")), learned("near", 6, true)), START));
    }

    /** A said, B not, and a neighbour between them: whatever the order they are written in. */
    @Test
    void theOrderOfRoutesDoesNotMatter() {
        RouteCondition said = dialled(route("said", "*").withCostSaid(2));
        RouteCondition plain = dialled(withCost(route("plain", "*"), 1));
        RouteCondition near = learned("near", 6, true);
        for (List<RouteCondition> order : List.of(List.of(said, plain, near), List.of(near, plain, said),
                List.of(plain, near, said)))
            assertEquals("via:near", Choice.of(order, TOMORROW, MB, START, Choice.Forecast.NONE).route().site());
    }

    @Test
    void allUnavailableTheFirstThatOpensIsWaitedFor() {
        Route late = with(withCost(route("late", "*"), 1), hours(20, 24));
        Route early = with(withCost(with(route("via:near", "*"),
                new Transport.Router("10.0.0.1", 25, List.of("near"))), 14), hours(2, 24));
        assertEquals("via:near", chosen(hour(3), MB, dialled(late), up(early)));
    }

    @Test
    void callTakesItsTimeInEachWindow() {
        Route hourly = with(route("hourly", "*"),
                SimRoutes.every(Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofMinutes(10)));
        Pace slow = new Pace() {
            @Override
            public Duration transfer(Route route, long bytes) {
                return Duration.ofSeconds(bytes / 500);
            }

            @Override
            public Duration call(Route route) {
                return Duration.ofMinutes(1);
            }
        };
        long nineMinutes = 9 * 60 * 500;
        Instant open = START.plus(Duration.ofMinutes(10));
        assertEquals(open.plus(Duration.ofMinutes(10)),
                new RouteCondition(hourly, Instant.MIN, false, 0, slow).arrival(nineMinutes, START));
        assertEquals(open.plus(Duration.ofMinutes(62)),
                new RouteCondition(hourly, Instant.MIN, false, 0, slow).arrival(nineMinutes + 60 * 500, START));
    }

    @Test
    void stateHasTheOriginalsHopCounts() {
        assertEquals(14, up(LINE).state(START).hops());
        assertEquals(15, new RouteCondition(LINE, Instant.MIN, false).state(START).hops());
        assertEquals(16, up(MODEM).state(START).hops());
        assertEquals(16, new RouteCondition(LINE, START.plusSeconds(1), true).state(START).hops());
    }

    @Test
    void transferMayTakeSeveralWindows() {
        Route hourly = with(route("hourly", "*"),
                SimRoutes.every(Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofMinutes(10)));
        assertEquals(START.plusSeconds(2 * 3600 + 600 + 300), up(hourly).arrival(1_500_000, START));
        assertEquals(Instant.MAX, up(with(hourly, SimRoutes.NEVER)).arrival(1, START));
    }

    @Test
    void reviewsAtTheEndOfARestTheCloseOfTheWindowAndWhenItBecomesTooLate() {
        assertEquals(START.plusSeconds(60), choose(TOMORROW, new RouteCondition(MODEM, START.plusSeconds(60), true),
                up(LINE)).review());
        assertEquals(hour(13), choose(hour(23), up(SATELLITE), up(LINE)).review());
        assertEquals(hour(5).minusSeconds(1000).plusMillis(1), choose(hour(5), up(LINE), up(MODEM)).review());
    }

    @Test
    void standsUntilSomethingMoreUrgentOrMuchMoreComesIn() {
        Choice choice = choose(hour(5), up(LINE), up(MODEM));
        assertTrue(choice.stands(hour(5), MB + MB / 4));
        assertFalse(choice.stands(hour(5).minusMillis(1), MB));
        assertFalse(choice.stands(hour(5), 2 * MB));
    }

    private static Choice choose(Instant by, RouteCondition... conditions) {
        return Choice.of(Arrays.asList(conditions), by, MB, START, Choice.Forecast.NONE);
    }

    private static String chosen(Instant by, long bytes, RouteCondition... conditions) {
        return Choice.of(List.of(conditions), by, bytes, START, Choice.Forecast.NONE).route().site();
    }

    private static RouteCondition up(Route route) {
        return new RouteCondition(route, Instant.MIN, true);
    }

    private static Window hours(int open, int close) {
        return once(hour(open), hour(close));
    }

    private static Instant hour(int hour) {
        return START.plus(Duration.ofHours(hour));
    }
}

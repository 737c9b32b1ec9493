package org.packetboat.engine.route.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.choice.Weighing.Weighed;

/** Why a way is taken, and what speaks against the others. Rates are 1000 bytes a second. */
class WeighingTest {
    private static final Instant LATE = START.plus(Duration.ofDays(2));

    private static RouteCondition own(String site, int cost) {
        return new RouteCondition(withCost(route(site, "*"), cost), Instant.MIN, true);
    }

    private static RouteCondition learned(String site, int cost) {
        Transport by = new Transport.Router("10.0.0.1", 25, List.of(site), true);
        return new RouteCondition(withCost(with(route(site, "*"), by), cost), Instant.MIN, true);
    }

    private static RouteCondition resting(String site, int cost, long seconds) {
        return new RouteCondition(withCost(route(site, "*"), cost), START.plusSeconds(seconds), true);
    }

    private static RouteCondition tomorrow(String site, int cost) {
        Route closed = with(route(site, "*"), once(START.plus(Duration.ofDays(1)), START.plus(Duration.ofHours(25))));
        return new RouteCondition(withCost(closed, cost), Instant.MIN, true);
    }

    private static String told(Instant by, RouteCondition... conditions) {
        return Weighing.of(List.of(conditions), by, 1000, START, Choice.Forecast.NONE).explained().stream()
                .map(w -> w.route().site() + " " + w.why()).collect(Collectors.joining(", "));
    }

    @Test
    void saysWhatDecides() {
        assertEquals("a ONLY", told(LATE, own("a", 2)));
        assertEquals("a FIRST", told(START, own("a", 2)));
        assertEquals("a BEST, b DEARER", told(LATE, own("b", 3), own("a", 2)));
        assertEquals("a BEST, b WRITTEN_LATER", told(LATE, own("a", 2), own("b", 2)));
        assertEquals("a BEST, b FARTHER", told(LATE, tomorrow("b", 2), own("a", 2)));
        assertEquals("a BEST, b FARTHER", told(LATE, learned("b", 3), own("a", 2)));
        assertEquals("a BEST, b LEARNED", told(LATE, learned("b", 2), own("a", 2)));
        assertEquals("a BEST, b RESTS", told(LATE, resting("b", 1, 60), own("a", 2)));
    }

    @Test
    void saysWhatIsTooLateAndWhatNeverComes() {
        Instant soon = START.plusSeconds(60);
        assertEquals("a BEST, b TOO_LATE", told(soon, tomorrow("b", 1), own("a", 9)));
        assertEquals("a FIRST, b LATER", told(START, tomorrow("b", 1), own("a", 9)));
        RouteCondition down = new RouteCondition(route("c", "*"), Instant.MAX, true);
        assertEquals("a BEST, c NEVER", told(LATE, down, own("a", 9)));
    }

    @Test
    void explainsTheChoiceThatIsMade() {
        Random random = new Random(20_261_130);
        for (int world = 0; world < 2000; world++) {
            List<RouteCondition> conditions = IntStream.range(0, 1 + random.nextInt(5)).mapToObj(i -> switch (random
                    .nextInt(4)) {
                case 0 -> own("s" + i, 1 + random.nextInt(3));
                case 1 -> learned("s" + i, 1 + random.nextInt(3));
                case 2 -> resting("s" + i, 1 + random.nextInt(3), 1 + random.nextInt(3));
                default -> tomorrow("s" + i, 1 + random.nextInt(3));
            }).toList();
            Instant by = random.nextBoolean() ? LATE : START.plusSeconds(random.nextInt(5));
            List<Weighed> told = Weighing.of(conditions, by, 1000, START, Choice.Forecast.NONE).explained();
            Choice choice = Choice.of(conditions, by, 1000, START, Choice.Forecast.NONE);
            assertEquals(choice.route(), told.getFirst().route());
            assertEquals(1, told.stream().filter(Weighed::taken).count());
            assertEquals(conditions.stream().map(RouteCondition::route).collect(Collectors.toSet()),
                    told.stream().map(Weighed::route).collect(Collectors.toSet()));
        }
    }
}

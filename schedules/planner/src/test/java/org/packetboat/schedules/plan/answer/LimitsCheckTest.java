package org.packetboat.schedules.plan.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.schedules.plan.Nights.at;
import static org.packetboat.schedules.plan.Nights.many;
import static org.packetboat.schedules.plan.Nights.window;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.Callee;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.PlanSite;

/** A plan is checked against the limits of calls without a look at each pair of them. */
class LimitsCheckTest {
    private static LimitsCheck check(int sites, CallLimits limits, double minutesBetween, int length) {
        List<PlanSite> called = many(sites, "s", window(0, 720), length).stream()
                .map(site -> site.within(new Allowance(new CallBudget(CallLimits.NONE, limits),
                        Callee.of(site.name(), Optional.empty(), "modem"), Optional.empty(), 1)))
                .toList();
        List<SitePlan> plans = IntStream.range(0, sites).mapToObj(i -> {
            String name = called.get(i).name();
            Interval when = new Interval(at(i * minutesBetween), at(i * minutesBetween + length));
            return new SitePlan(name, "hub" + i, "line", List.of(new PlannedCall(name, when, 60L * length)),
                    Duration.ZERO, Duration.ZERO, 0);
        }).toList();
        Map<String, PlanSite> byName = called.stream().collect(Collectors.toMap(PlanSite::name, Function.identity()));
        return new LimitsCheck(byName, List.of(),
                new Schedule(at(0), plans, new Bound(Bound.Kind.LONGEST_SITE, at(0))));
    }

    @Test
    void takesALookOrTwoDozenForEachCall() {
        LimitsCheck check = check(10_000, CallLimits.perHour(1200), 0.05, 2);
        assertEquals(Optional.empty(), check.violation());
        assertTrue(check.looks() < 10_000 * 40, () -> check.looks() + " looks");
    }

    @Test
    void findsTheOneTooMany() {
        assertTrue(check(13, CallLimits.perHour(12), 4.9, 1).violation().orElseThrow().contains("one too many"));
        assertEquals(Optional.empty(), check(13, CallLimits.perHour(12), 5, 1).violation());
        assertTrue(check(13, CallLimits.perDay(12), 30, 1).violation().isPresent());
        assertTrue(check(10, CallLimits.ofMinutes(49), 30, 5).violation().isPresent());
        assertEquals(Optional.empty(), check(10, CallLimits.ofMinutes(50), 30, 5).violation());
        assertEquals(Optional.empty(), check(60, CallLimits.ofMinutes(48 * 5 + 5), 30, 5).violation());
    }
}

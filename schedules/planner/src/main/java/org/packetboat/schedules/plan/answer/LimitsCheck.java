package org.packetboat.schedules.plan.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.PlanSite;

/** Checks a schedule against the limits of calls, as the engine will when each call begins. */
final class LimitsCheck {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private record Counted(PlannedCall call, CallLimits limits) {}

    private final Map<String, List<Counted>> counted = new HashMap<>();

    private LimitsCheck(Map<String, PlanSite> sites, Schedule schedule) {
        schedule.sites().forEach(plan -> {
            Allowance allowance = sites.get(plan.name()).terms().allowance();
            count(allowance.callee().far(), allowance.calls().far(), plan);
            count(allowance.callee().link(), allowance.calls().link(), plan);
        });
    }

    private void count(String of, CallLimits limits, SitePlan plan) {
        plan.calls().forEach(call -> counted.computeIfAbsent(of, _ -> new ArrayList<>())
                .add(new Counted(call, limits)));
    }

    /** The first thing found wrong. */
    static Optional<String> violation(Map<String, PlanSite> sites, Schedule schedule) {
        return Stream.concat(
                schedule.sites().stream().filter(plan -> !isSlowEnough(sites.get(plan.name()), plan))
                        .map(plan -> plan.name() + " gets its load too fast, or in too long calls"),
                new LimitsCheck(sites, schedule).tooMany()).findFirst();
    }

    private static boolean isSlowEnough(PlanSite site, SitePlan plan) {
        Allowance allowance = site.terms().allowance();
        Duration least = allowance.betweenCalls().multipliedBy(allowance.callsByRate() - 1);
        return Duration.between(plan.start(), plan.end()).compareTo(least) >= 0 && plan.calls().stream()
                .allMatch(call -> allowance.longestCall().filter(most -> call.length().compareTo(most) > 0).isEmpty());
    }

    private Stream<String> tooMany() {
        return counted.entrySet().stream().flatMap(entry -> {
            List<Counted> calls = entry.getValue();
            Duration lasted = calls.stream().map(each -> each.call().length()).reduce(Duration.ZERO, Duration::plus);
            return calls.stream().filter(each -> isReachable(each.limits(), calls.size(), lasted))
                    .filter(each -> !isLeft(calls, each))
                    .map(each -> each.call() + " is one too many for " + entry.getKey());
        });
    }

    /** Whether so many calls may be too many. */
    private static boolean isReachable(CallLimits limits, int calls, Duration lasted) {
        return Stream.of(limits.callsPerHour(), limits.callsPerDay()).flatMap(Optional::stream)
                .anyMatch(most -> calls > most)
                || limits.minutesPerDay().filter(most -> lasted.compareTo(most) > 0).isPresent();
    }

    /** Whether those that begin before it, or with it, leave a call. */
    private static boolean isLeft(List<Counted> all, Counted next) {
        CallLimits limits = next.limits();
        Instant start = next.call().start();
        List<PlannedCall> before = all.stream().filter(each -> each != next).map(Counted::call)
                .filter(call -> !call.start().isAfter(start)).toList();
        return limits.callsPerHour().filter(most -> begun(before, start.minus(HOUR)) >= most).isEmpty()
                && limits.callsPerDay().filter(most -> begun(before, start.minus(DAY)) >= most).isEmpty()
                && limits.minutesPerDay().filter(most -> ended(before, start.minus(DAY))
                        .plus(next.call().length()).compareTo(most) > 0).isEmpty();
    }

    private static long begun(List<PlannedCall> calls, Instant after) {
        return calls.stream().filter(call -> call.start().isAfter(after)).count();
    }

    private static Duration ended(List<PlannedCall> calls, Instant after) {
        return calls.stream().filter(call -> call.end().isAfter(after)).map(PlannedCall::length)
                .reduce(Duration.ZERO, Duration::plus);
    }
}

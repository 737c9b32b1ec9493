package org.packetboat.schedules.plan.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.MadeCall;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.PlanSite;

/** Checks a schedule against the limits of calls, as the engine will when each call begins. */
final class LimitsCheck {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private record Counted(String site, Instant start, Instant end, CallLimits limits) {
        Duration length() {
            return Duration.between(start, end);
        }
    }

    private final Map<String, List<Counted>> counted = new HashMap<>();

    private final Map<String, PlanSite> sites;
    private final Schedule schedule;
    private long looks;

    /** @param made the calls of the day before */
    LimitsCheck(Map<String, PlanSite> sites, List<MadeCall> made, Schedule schedule) {
        this.sites = sites;
        this.schedule = schedule;
        made.forEach(call -> Stream.of(call.callee().far(), call.callee().link())
                .forEach(of -> count(of, new Counted(call.callee().site(), call.began(), call.ended(),
                        CallLimits.NONE))));
        schedule.sites().forEach(plan -> {
            Allowance allowance = sites.get(plan.name()).terms().allowance();
            count(allowance.callee().far(), allowance.calls().far(), plan);
            count(allowance.callee().link(), allowance.calls().link(), plan);
        });
    }

    private void count(String of, CallLimits limits, SitePlan plan) {
        plan.calls().forEach(call -> count(of, new Counted(plan.name(), call.start(), call.end(), limits)));
    }

    private void count(String of, Counted call) {
        counted.computeIfAbsent(of, _ -> new ArrayList<>()).add(call);
    }

    /** The first thing found wrong. */
    static Optional<String> violation(Map<String, PlanSite> sites, List<MadeCall> made, Schedule schedule) {
        return new LimitsCheck(sites, made, schedule).violation();
    }

    Optional<String> violation() {
        return Stream.concat(
                schedule.sites().stream().filter(plan -> !isSlowEnough(sites.get(plan.name()), plan))
                        .map(plan -> plan.name() + " gets its load too fast, or in too long calls"),
                tooMany()).findFirst();
    }

    /** How many looks at a call it has taken: the measure of effort. */
    long looks() {
        return looks;
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
            Duration lasted = calls.stream().map(Counted::length).reduce(Duration.ZERO, Duration::plus);
            if (calls.stream().noneMatch(each -> isReachable(each.limits(), calls.size(), lasted)))
                return Stream.empty();
            Calls all = new Calls(calls);
            return calls.stream().filter(each -> !isLeft(all, each))
                    .map(each -> "the call to " + each.site() + " at " + each.start() + " is one too many for "
                            + entry.getKey());
        });
    }

    /** Whether so many calls may be too many. */
    private static boolean isReachable(CallLimits limits, int calls, Duration lasted) {
        return Stream.of(limits.callsPerHour(), limits.callsPerDay()).flatMap(Optional::stream)
                .anyMatch(most -> calls > most)
                || limits.minutesPerDay().filter(most -> lasted.compareTo(most) > 0).isPresent();
    }

    /** Whether those that begin before it, or with it, leave a call. */
    private boolean isLeft(Calls all, Counted next) {
        CallLimits limits = next.limits();
        Instant start = next.start();
        return limits.callsPerHour().filter(most -> all.begun(start.minus(HOUR), start) > most).isEmpty()
                && limits.callsPerDay().filter(most -> all.begun(start.minus(DAY), start) > most).isEmpty()
                && limits.minutesPerDay().map(Duration::toMillis)
                        .filter(most -> all.millis(start.minus(DAY), start) > most).isEmpty();
    }

    /** Calls in the order in which they begin and in that in which they end: what is asked is found by halving. */
    private final class Calls {
        private final List<Instant> starts;
        private final List<Instant> ends;
        private final long[] begun;
        private final long[] ended;

        Calls(List<Counted> calls) {
            List<Counted> byStart = calls.stream().sorted(Comparator.comparing(Counted::start)).toList();
            List<Counted> byEnd = calls.stream().sorted(Comparator.comparing(Counted::end)).toList();
            this.starts = byStart.stream().map(Counted::start).toList();
            this.ends = byEnd.stream().map(Counted::end).toList();
            this.begun = sums(byStart);
            this.ended = sums(byEnd);
        }

        /** How long the first so many lasted, for each number from 0. */
        private long[] sums(List<Counted> calls) {
            looks += calls.size();
            long[] sums = new long[calls.size() + 1];
            for (int i = 0; i < calls.size(); i++)
                sums[i + 1] = sums[i] + calls.get(i).length().toMillis();
            return sums;
        }

        /** How many begin after one instant, and not after another. */
        int begun(Instant after, Instant until) {
            return upTo(starts, until) - upTo(starts, after);
        }

        /** How long those last that begin by an instant and end after another. */
        long millis(Instant endAfter, Instant beginBy) {
            return begun[upTo(starts, beginBy)] - ended[upTo(ends, endAfter)];
        }

        private int upTo(List<Instant> times, Instant at) {
            int low = 0;
            int high = times.size();
            while (low < high) {
                looks++;
                int middle = (low + high) >>> 1;
                if (times.get(middle).isAfter(at)) high = middle;
                else low = middle + 1;
            }
            return low;
        }
    }
}

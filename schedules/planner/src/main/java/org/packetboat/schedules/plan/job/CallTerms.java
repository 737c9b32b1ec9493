package org.packetboat.schedules.plan.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.MadeCall;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanSite;

/**
 * Divides the jobs of a question into calls, as limits and rates require. Limits that are not reached even if every
 * job is done are left out: a night that they do not touch is planned as if there were none.
 */
final class CallTerms {
    /**
     * A job that its rate cuts into more calls than this is planned in fewer, longer ones, which occupy a server for
     * all of their time. Not if a limit counts its calls, or if they would be too long.
     */
    private static final int MOST = 100;

    /** Numbers, sites and links that somebody's limits count. */
    private final Set<String> counting = new HashSet<>();
    /** What these have counted before the night. */
    private final Map<String, CallRow> before = new HashMap<>();

    private record Use(long calls, long length) {
        Use plus(Use other) {
            return new Use(calls + other.calls(), length + other.length());
        }
    }

    CallTerms(PlanQuestion question) {
        for (PlanSite site : question.sites()) {
            Allowance allowance = site.terms().allowance();
            if (Allowance.count(allowance.calls().far())) counting.add(allowance.callee().far());
            if (Allowance.count(allowance.calls().link())) counting.add(allowance.callee().link());
        }
        Map<String, List<CallRow.Counted>> made = new HashMap<>();
        question.made().stream().sorted(Comparator.comparing(MadeCall::began))
                .forEach(call -> note(call, question.start(), made));
        made.forEach((of, calls) -> before.put(of, CallRow.of(calls)));
    }

    private void note(MadeCall call, Instant start, Map<String, List<CallRow.Counted>> made) {
        CallRow.Counted counted = new CallRow.Counted(Duration.between(start, call.began()).toMillis(),
                Duration.between(start, call.ended()).toMillis(), CallLimits.NONE);
        Stream.of(call.callee().far(), call.callee().link()).filter(counting::contains)
                .forEach(of -> made.computeIfAbsent(of, _ -> new ArrayList<>()).add(counted));
    }

    /** A job with its calls, as far as it alone decides; empty if one call would have to be longer than it may. */
    Optional<Job> limited(Job job) {
        Allowance allowance = job.site().terms().allowance();
        List<Quota> quotas = quotas(allowance);
        long most = allowance.longestCall().map(Duration::toMillis).orElse(Long.MAX_VALUE);
        if (quotas.isEmpty() && allowance.callsByRate() == 1 && job.length() <= most) return Optional.of(job);
        if (job.length() > most && (!isDivisible(job) || most <= job.overhead())) return Optional.empty();
        return Optional.of(inCalls(job, most, quotas));
    }

    private static Job inCalls(Job job, long most, List<Quota> quotas) {
        long byLength = callsOf(job, isResumed(job) ? Math.min(most, longestWindow(job)) : most);
        long calls = Math.max(byLength, job.site().terms().allowance().callsByRate());
        Job counted = job.in(instalments(job, calls, 1, quotas));
        if (calls <= MOST || !quotas.isEmpty()) return counted;
        Job fewer = job.in(instalments(job, calls, Math.ceilDiv(calls, MOST), quotas));
        return fewer.instalments().length() <= most && CallByCall.alone(fewer, new CallCounts()).isPresent()
                ? fewer
                : counted;
    }

    /** @param each so many calls are taken for one */
    private static Instalments instalments(Job job, long calls, long each, List<Quota> quotas) {
        long gap = job.site().terms().allowance().betweenCalls().toMillis();
        long count = Math.min(Math.ceilDiv(calls, each), Integer.MAX_VALUE);
        long length = job.overhead() * each + Math.ceilDiv(job.transfer(), count);
        return new Instalments((int) count, each == 1 ? length : Math.max(length, gap * (each - 1)), gap * each,
                quotas);
    }

    private static long callsOf(Job job, long most) {
        return most <= job.overhead() ? 1 : Math.ceilDiv(job.transfer(), most - job.overhead());
    }

    private static boolean isResumed(Job job) {
        return job.site().terms().resumable();
    }

    private static boolean isDivisible(Job job) {
        return isResumed(job) || job.site().terms().allowance().mails() > 1;
    }

    private static long longestWindow(Job job) {
        long longest = 0;
        for (int w = 0; w < job.opens().length; w++)
            longest = Math.max(longest, job.closes()[w] - job.opens()[w]);
        return longest;
    }

    private List<Quota> quotas(Allowance allowance) {
        List<Quota> quotas = new ArrayList<>();
        if (counting.contains(allowance.callee().far()))
            quotas.add(quota(allowance.callee().far(), allowance.calls().far()));
        if (counting.contains(allowance.callee().link()))
            quotas.add(quota(allowance.callee().link(), allowance.calls().link()));
        return quotas;
    }

    private Quota quota(String of, CallLimits limits) {
        return new Quota(of, limits, before.getOrDefault(of, CallRow.NONE));
    }

    /** The same jobs without what can't be reached tonight. */
    List<Job> reached(List<Job> jobs) {
        if (counting.isEmpty()) return jobs;
        Map<String, Use> uses = new HashMap<>();
        before.forEach((of, calls) -> uses.put(of, new Use(calls.size(), calls.lasted())));
        jobs.forEach(job -> job.instalments().quotas().forEach(q -> uses.merge(q.of(), most(job), Use::plus)));
        Set<String> reached = new HashSet<>();
        jobs.forEach(job -> job.instalments().quotas().stream().filter(q -> exceeds(uses.get(q.of()), q.limits()))
                .forEach(q -> reached.add(q.of())));
        return jobs.stream().map(job -> without(job, reached)).toList();
    }

    /** What a job takes at most, cut at the ends of windows. */
    private static Use most(Job job) {
        long cuts = isResumed(job) ? job.opens().length : 1;
        long calls = Math.max(cuts, job.instalments().count());
        return new Use(calls, Math.max(job.length(), job.transfer() + calls * job.overhead()));
    }

    private static boolean exceeds(Use use, CallLimits limits) {
        return limits.callsPerHour().filter(most -> use.calls() > most).isPresent()
                || limits.callsPerDay().filter(most -> use.calls() > most).isPresent()
                || limits.minutesPerDay().filter(most -> use.length() > most.toMillis()).isPresent();
    }

    private static Job without(Job job, Set<String> reached) {
        List<Quota> left = job.instalments().quotas().stream().filter(q -> reached.contains(q.of())).toList();
        if (!left.isEmpty()) return job.in(job.instalments().countedBy(left));
        Allowance allowance = job.site().terms().allowance();
        long most = allowance.longestCall().map(Duration::toMillis).orElse(Long.MAX_VALUE);
        boolean whole = allowance.callsByRate() == 1 && job.overhead() + job.transfer() <= most;
        return whole ? job.in(Instalments.NONE) : inCalls(job, most, List.of());
    }
}

package org.packetboat.schedules.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A question with the best schedule found for it.
 *
 * @param schedule what can be done
 * @param missed   who can't be served, in the order of the question
 * @param proof    why not, if not everyone can
 */
record Solved(Schedule schedule, List<Missed> missed, Proof proof) {
    /** Of more jobs each is so small a part of the whole that intervals tell no more than the flow, and take longer. */
    private static final int MANY = 1000;

    /** The best schedule found. */
    static Solved of(PlanQuestion question, PlannerSettings settings) {
        Night night = Admission.of(question);
        Limits limits = Limits.of(night);
        int[] order = Search.run(night, new Search.Goal(limits.leastMissed(), limits.end().end()), settings);
        ListScheduling lists = new ListScheduling(night);
        Draft draft = lists.inOrder(order);
        FairCopy fair = new FairCopy(night);
        List<SitePlan> sites = IntStream.range(0, night.jobs().size()).filter(job -> !draft.misses(job))
                .mapToObj(job -> fair.sitePlan(night.jobs().get(job), draft.placings().get(job).orElseThrow()))
                .sorted(Comparator.comparing(SitePlan::start).thenComparing(SitePlan::name)).toList();
        List<Missed> missed = new ArrayList<>(night.hopeless());
        for (int job : order) {
            if (draft.misses(job)) missed.add(fair.missed(night.jobs().get(job), lists.late(night.jobs().get(job))));
        }
        Bound bound = new Bound(limits.end().kind(), night.at(limits.end().end()));
        Schedule schedule = new Schedule(night.at(night.firstOpen()), sites, bound);
        ScheduleCheck.check(question, schedule);
        return new Solved(schedule, asAsked(question, missed), proof(night, limits));
    }

    private static Proof proof(Night night, Limits limits) {
        if (!night.hopeless().isEmpty()) return new Proof.Alone(night.hopeless().size());
        return limits.proof().orElseGet(Proof.NotFound::new);
    }

    private static List<Missed> asAsked(PlanQuestion question, List<Missed> missed) {
        Map<String, Missed> bySite = new HashMap<>();
        missed.forEach(each -> bySite.put(each.site(), each));
        return question.sites().stream().flatMap(site -> Optional.ofNullable(bySite.get(site.name())).stream())
                .toList();
    }

    /**
     * Whether everyone is served in some plan; stops at the first. An effort that is used up counts as no.
     */
    static boolean fits(PlanQuestion question, PlannerSettings settings) {
        Night night = Admission.of(question);
        if (!night.hopeless().isEmpty()) return false;
        if (Search.servesAllAtOnce(night)) return true;
        if (night.jobs().size() <= MANY && IntervalProof.exists(night)) return false;
        if (FlowBound.lacking(night, Long.MAX_VALUE) > 0) return false;
        int[] order = Search.run(night, new Search.Goal(0, Long.MAX_VALUE), settings);
        return new ListScheduling(night).inOrder(order).score().missed() == 0;
    }
}

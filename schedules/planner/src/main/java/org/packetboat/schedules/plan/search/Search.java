package org.packetboat.schedules.plan.search;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.packetboat.schedules.plan.job.Draft;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.question.PlannerSettings;

/**
 * Looks for a schedule: a few rules of thumb, then {@link Repair} of what they miss, and then {@link Shortening} of
 * what serves everyone; where calls cost something, {@link Cheapening} instead.
 * Deterministic for a seed. Stops at the goal, or when its effort is used up.
 */
public final class Search {
    private static final Comparator<Job> LATEST_START = Comparator.comparingLong(Job::latestStart)
            .thenComparing(Comparator.comparingLong(Job::length).reversed());
    private static final List<Comparator<Job>> RULES = List.of(LATEST_START,
            Comparator.comparingLong(Job::freedom).thenComparing(LATEST_START),
            Comparator.comparingLong(Job::firstOpen).thenComparing(LATEST_START),
            Comparator.comparingLong(Job::length).reversed().thenComparing(LATEST_START));

    /** However much effort the rules of thumb took, this part of it is for what comes after. */
    private static final int LEAST_SHARE = 3;

    private final Night night;
    private final Goal goal;
    private final ListScheduling lists;
    private Draft best;

    private Search(Night night, Goal goal) {
        this.night = night;
        this.goal = goal;
        this.lists = new ListScheduling(night);
        this.best = lists.inOrder(order(RULES.getFirst()));
    }

    /**
     * What is good enough, because nothing better exists or is asked for.
     *
     * @param missed this few jobs
     * @param end    and, if none is missed, an end no later than this; where calls cost something, the lowest cost
     *               instead
     */
    public record Goal(int missed, OptionalLong end) {
        /** Everyone is served, whenever it ends and whatever it costs. */
        public static final Goal ALL = new Goal(0, OptionalLong.empty());

        public Goal(int missed, long end) {
            this(missed, OptionalLong.of(end));
        }

        boolean isReachedBy(Draft.Score score) {
            return score.missed() <= missed && (score.missed() > 0 || end.isEmpty() || score.end() <= end.getAsLong());
        }
    }

    /** How many the first rule of thumb misses. */
    public static int missedAtOnce(Night night) {
        return new Search(night, Goal.ALL).best.score().missed();
    }

    /** The best schedule found. */
    public static Draft run(Night night, Goal goal, PlannerSettings settings) {
        Search search = new Search(night, goal);
        search.tryRules();
        long left = Math.max(settings.effort() - search.lists.looks(), settings.effort() / LEAST_SHARE);
        if (search.best.score().missed() > goal.missed()) left -= search.repair(settings.seed(), left);
        if (night.isPriced() && goal.end().isPresent()) return cheapest(night, search.best, left);
        if (search.isDone() || search.best.score().missed() > 0 || night.isLimited()) return search.best;
        return new Shortening(night, goal.end().orElse(Long.MAX_VALUE), settings.seed()).run(search.best, left);
    }

    private static Draft cheapest(Night night, Draft start, long effort) {
        if (CheapestPlaces.areFor(night)) return CheapestPlaces.of(night);
        return new Cheapening(night, effort).run(start);
    }

    /**
     * What these jobs must cost at least, for a draft whose cost was a goal: each alone in its cheapest hour, long ones
     * at the lowest rates; as they do, if nothing cheaper exists. Of those that may be cut nothing is known.
     */
    public static long leastCost(Night night, Draft draft) {
        if (CheapestPlaces.areExactFor(night)) return Cheapening.cost(night.jobs(), draft);
        return IntStream.range(0, night.jobs().size()).filter(number -> !draft.misses(number))
                .mapToObj(night.jobs()::get).filter(job -> !job.isLimited() && !job.resumable())
                .mapToLong(job -> Offers.least(job, night.jobs().size())).sum();
    }

    private void tryRules() {
        for (Comparator<Job> rule : RULES.subList(1, RULES.size())) {
            if (isDone()) return;
            Draft draft = lists.inOrder(order(rule));
            if (draft.score().compareTo(best.score()) < 0) best = draft;
        }
    }

    private long repair(long seed, long effort) {
        Repair repair = new Repair(night, best, seed);
        best = lists.filled(repair.run(effort));
        return repair.looks();
    }

    private boolean isDone() {
        return goal.isReachedBy(best.score());
    }

    private int[] order(Comparator<Job> rule) {
        return IntStream.range(0, night.jobs().size()).boxed()
                .sorted(Comparator.comparing(night.jobs()::get, rule)).mapToInt(number -> number).toArray();
    }
}

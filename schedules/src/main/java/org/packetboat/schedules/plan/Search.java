package org.packetboat.schedules.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Looks for the order in which list scheduling does best: a few rules of thumb, then random moves that are kept unless
 * they do harm. Deterministic for a seed. Stops at the goal, or when its effort is used up.
 */
final class Search {
    private static final Comparator<Job> LATEST_START = Comparator.comparingLong(Job::latestStart)
            .thenComparing(Comparator.comparingLong(Job::length).reversed());
    private static final List<Comparator<Job>> RULES = List.of(LATEST_START,
            Comparator.comparingLong(Job::freedom).thenComparing(LATEST_START),
            Comparator.comparingLong(Job::firstOpen).thenComparing(LATEST_START),
            Comparator.comparingLong(Job::length).reversed().thenComparing(LATEST_START));
    private static final int MOST_MOVES = 3;
    private static final int TIGHTEN_EVERY = 16;

    private final Night night;
    private final Goal goal;
    private final ListScheduling lists;
    private final Random random;
    private int[] order;
    private Draft best;
    private long mirrored;

    private Search(Night night, Goal goal, long seed) {
        this.night = night;
        this.goal = goal;
        this.lists = new ListScheduling(night);
        this.random = new Random(seed);
        this.order = order(RULES.getFirst());
        this.best = lists.inOrder(order);
    }

    /**
     * What is good enough, because nothing better exists or is asked for.
     *
     * @param missed this few jobs
     * @param end    and, if none is missed, an end no later than this
     */
    record Goal(int missed, long end) {
        boolean isReachedBy(Draft.Score score) {
            return score.missed() <= missed && (score.missed() > 0 || score.end() <= end);
        }
    }

    /** Whether the first rule of thumb already serves everyone. */
    static boolean servesAllAtOnce(Night night) {
        return new Search(night, new Goal(0, Long.MAX_VALUE), 0).isDone();
    }

    /** The best order found. */
    static int[] run(Night night, Goal goal, PlannerSettings settings) {
        Search search = new Search(night, goal, settings.seed());
        search.tryRules();
        search.tighten();
        for (int moves = 1; !search.isDone() && search.looks() < settings.effort(); moves++) {
            search.move();
            if (moves % TIGHTEN_EVERY == 0) search.tighten();
        }
        return search.order;
    }

    private long looks() {
        return lists.looks() + mirrored;
    }

    private void tighten() {
        if (isDone()) return;
        long last = night.jobs().stream().mapToLong(Job::lastClose).max().orElse(0);
        Mirror mirror = new Mirror(night, best.score().missed() > 0 ? last : best.score().end());
        int[] candidate = mirror.tightened(best);
        mirrored += mirror.looks();
        keepIfNoWorse(candidate);
    }

    private boolean isDone() {
        return goal.isReachedBy(best.score());
    }

    private void tryRules() {
        for (Comparator<Job> rule : RULES.subList(1, RULES.size())) {
            if (isDone()) return;
            keepIfNoWorse(order(rule));
        }
    }

    private int[] order(Comparator<Job> rule) {
        return IntStream.range(0, night.jobs().size()).boxed()
                .sorted(Comparator.comparing(night.jobs()::get, rule)).mapToInt(number -> number).toArray();
    }

    private void keepIfNoWorse(int[] candidate) {
        Draft draft = lists.inOrder(candidate);
        if (draft.score().compareTo(best.score()) > 0) return;
        order = candidate;
        best = draft;
    }

    private void move() {
        int[] candidate = order.clone();
        for (int moves = 1 + random.nextInt(MOST_MOVES); moves > 0; moves--) {
            if (random.nextBoolean()) bringForward(candidate, critical());
            else if (random.nextBoolean()) swap(candidate);
            else
                insert(candidate, random.nextInt(candidate.length), random.nextInt(candidate.length));
        }
        keepIfNoWorse(candidate);
    }

    /** A job that stands in the way of a better score: one that is missed, else the one that ends last. */
    private int critical() {
        boolean missed = best.score().missed() > 0;
        int[] candidates = IntStream.range(0, order.length)
                .filter(job -> missed ? best.misses(job) : endsLast(job)).toArray();
        return candidates[random.nextInt(candidates.length)];
    }

    private boolean endsLast(int job) {
        return best.placings().get(job).orElseThrow().end() == best.score().end();
    }

    private void bringForward(int[] candidate, int job) {
        int at = 0;
        while (candidate[at] != job)
            at++;
        insert(candidate, at, random.nextInt(at + 1));
    }

    private void swap(int[] candidate) {
        int a = random.nextInt(candidate.length);
        int b = random.nextInt(candidate.length);
        int job = candidate[a];
        candidate[a] = candidate[b];
        candidate[b] = job;
    }

    private static void insert(int[] candidate, int from, int to) {
        int job = candidate[from];
        if (from < to) System.arraycopy(candidate, from + 1, candidate, from, to - from);
        else
            System.arraycopy(candidate, to, candidate, to + 1, from - to);
        candidate[to] = job;
    }
}

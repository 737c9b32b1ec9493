package org.packetboat.schedules.plan.job;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A schedule in numbers.
 *
 * @param placings for each job of the night in its order; empty if it is missed
 * @param score    how good it is
 */
public record Draft(List<Optional<Placing>> placings, Score score) {
    /**
     * The less, the better.
     *
     * @param missed how many jobs
     * @param work   the line time of those
     * @param end    of the last call
     */
    public record Score(int missed, long work, long end) implements Comparable<Score> {
        private static final Comparator<Score> ORDER = Comparator.comparingInt(Score::missed)
                .thenComparingLong(Score::work).thenComparingLong(Score::end);

        @Override
        public int compareTo(Score other) {
            return ORDER.compare(this, other);
        }
    }

    public Draft {
        placings = List.copyOf(placings);
    }

    /** Jobs where they have been put. */
    public static Draft of(List<Job> jobs, List<Optional<Placing>> placings) {
        int missed = 0;
        long work = 0;
        long end = 0;
        for (int number = 0; number < placings.size(); number++) {
            Optional<Placing> placing = placings.get(number);
            missed += placing.isEmpty() ? 1 : 0;
            work += placing.isEmpty() ? jobs.get(number).length() : 0;
            end = Math.max(end, placing.map(Placing::end).orElse(0L));
        }
        return new Draft(placings, new Score(missed, work, end));
    }

    public boolean misses(int job) {
        return placings.get(job).isEmpty();
    }
}

package org.packetboat.schedules.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A schedule in numbers.
 *
 * @param placings for each job of the night in its order; empty if it is missed
 * @param score    how good it is
 */
record Draft(List<Optional<Placing>> placings, Score score) {
    /**
     * The less, the better.
     *
     * @param missed how many jobs
     * @param work   the line time of those
     * @param end    of the last call
     */
    record Score(int missed, long work, long end) implements Comparable<Score> {
        private static final Comparator<Score> ORDER = Comparator.comparingInt(Score::missed)
                .thenComparingLong(Score::work).thenComparingLong(Score::end);

        @Override
        public int compareTo(Score other) {
            return ORDER.compare(this, other);
        }
    }

    Draft {
        placings = List.copyOf(placings);
    }

    boolean misses(int job) {
        return placings.get(job).isEmpty();
    }
}

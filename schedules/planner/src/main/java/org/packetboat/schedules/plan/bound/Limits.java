package org.packetboat.schedules.plan.bound;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.packetboat.schedules.plan.answer.Bound;
import org.packetboat.schedules.plan.answer.Proof;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;

/**
 * What no schedule can do better.
 *
 * @param proof       why not everyone can be served, if that is certain
 * @param leastMissed how many jobs are missed at least
 * @param end         how early everything could end
 */
public record Limits(Optional<Proof> proof, int leastMissed, EndBounds.Millis end) {
    public static Limits of(Night night) {
        long lacking = FlowBound.lacking(night, Long.MAX_VALUE);
        Optional<Proof> interval = IntervalProof.find(night).map(proof -> proof);
        Optional<Proof> proof = interval.or(() -> lacking == 0
                ? Optional.empty()
                : Optional.of(new Proof.Lacking(Duration.ofMillis(lacking))));
        int least = Math.max(proof.isPresent() ? 1 : 0, fewest(night, lacking));
        EndBounds.Millis end = EndBounds.strongest(night);
        return new Limits(proof, least, proof.isEmpty() && FlowBound.isSmall(night) ? byFlow(night, end) : end);
    }

    /** So many of the longest jobs that what is lacking is made up for. */
    private static int fewest(Night night, long lacking) {
        List<Long> lengths = night.jobs().stream().map(Job::length).sorted(Comparator.reverseOrder()).toList();
        int count = 0;
        long left = lacking;
        while (left > 0)
            left -= lengths.get(count++);
        return count;
    }

    private static EndBounds.Millis byFlow(Night night, EndBounds.Millis sums) {
        if (FlowBound.lacking(night, sums.end()) == 0) return sums;
        long cant = sums.end();
        long can = night.jobs().stream().mapToLong(Job::lastClose).max().orElse(cant);
        while (can - cant > 1) {
            long middle = cant + (can - cant) / 2;
            if (FlowBound.lacking(night, middle) == 0) can = middle;
            else cant = middle;
        }
        return new EndBounds.Millis(Bound.Kind.FLOW, can);
    }
}

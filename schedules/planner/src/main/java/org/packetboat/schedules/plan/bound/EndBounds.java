package org.packetboat.schedules.plan.bound;

import org.packetboat.schedules.plan.answer.Bound;
import org.packetboat.schedules.plan.job.CallCounts;
import org.packetboat.schedules.plan.job.Crowd;
import org.packetboat.schedules.plan.job.Cutting;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Lane;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.job.Placing;
import org.packetboat.schedules.plan.job.Sums;
import org.packetboat.schedules.plan.job.UnequalCalls;

/** How early a night could end, reckoned from sums alone. */
final class EndBounds {
    private Millis strongest = new Millis(Bound.Kind.LONGEST_SITE, 0);

    /** No calls but those before the night. */
    private final CallCounts made = new CallCounts();

    private EndBounds() {}

    /** A bound in the night's milliseconds. */
    public record Millis(Bound.Kind kind, long end) {}

    /** The strongest that sums and intervals give. */
    static Millis strongest(Night night) {
        EndBounds bounds = new EndBounds();
        night.jobs().forEach(job -> bounds.offer(Bound.Kind.LONGEST_SITE, bounds.alone(job)));
        Crowd.of(night).forEach(bounds::offer);
        return EnergyBound.atLeast(bounds.strongest, night);
    }

    private void offer(Crowd crowd) {
        Sums sums = new Sums(crowd.lengths());
        for (Job job : crowd.lastOpenFirst()) {
            sums.add(job);
            offer(Bound.Kind.LOAD, job.firstOpen() + sums.byLoad(crowd.servers()));
            offer(Bound.Kind.UNCUT_CALLS, job.firstOpen() + sums.byCalls(crowd.servers()));
        }
    }

    private void offer(Bound.Kind kind, long end) {
        if (end > strongest.end()) strongest = new Millis(kind, end);
    }

    /** When the job would end if it were alone. */
    private long alone(Job job) {
        if (job.isLimited()) return UnequalCalls.alone(job, made).map(Placing::end).orElse(job.firstOpen());
        for (int w = 0; w < job.opens().length; w++) {
            if (job.closes()[w] - job.opens()[w] >= job.length()) return job.opens()[w] + job.length();
        }
        return new Cutting(job, 0, new Lane()).placing().orElseThrow().end();
    }
}

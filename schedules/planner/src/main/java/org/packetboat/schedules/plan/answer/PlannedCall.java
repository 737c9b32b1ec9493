package org.packetboat.schedules.plan.answer;

import java.time.Duration;
import java.time.Instant;
import org.packetboat.engine.route.Interval;

/**
 * A call: the line is taken from start to end, with dialling, hang-up and the reserve for failures.
 *
 * @param site     who is called
 * @param interval when
 * @param bytes    how much of its load goes over the wire in this call
 */
public record PlannedCall(String site, Interval interval, long bytes) {
    public Instant start() {
        return interval.open();
    }

    public Instant end() {
        return interval.close();
    }

    public Duration length() {
        return interval.left(interval.open());
    }
}

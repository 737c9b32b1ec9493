package org.packetboat.schedules.plan.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that are counted, planned ones and those made before the night, by what counts them. As the engine counts:
 * a call may begin if there were fewer than the limit in the hour and the day before, and if the calls that ended in
 * the day before leave time enough for it. Of two that begin at once, each counts for the other.
 *
 * <p>It copies what was made before the night, once: who asks for many jobs in turn uses one of these for all of them.
 */
public final class CallCounts {
    private final Map<String, CallRow> rows = new HashMap<>();

    /** How many looks at what is planned all questions took so far: the measure of effort. */
    long steps() {
        return rows.values().stream().mapToLong(CallRow::steps).sum();
    }

    /** Counts a call. */
    public void add(List<Quota> quotas, long start, long end) {
        quotas.forEach(quota -> row(quota).add(new CallRow.Counted(start, end, quota.limits())));
    }

    /** Counts it no more. */
    public void remove(List<Quota> quotas, long start, long end) {
        quotas.forEach(quota -> row(quota).remove(new CallRow.Counted(start, end, quota.limits())));
    }

    private CallRow row(Quota quota) {
        return rows.computeIfAbsent(quota.of(), _ -> quota.before().copy());
    }

    /** When a call of this length could begin, as far as one look tells; {@code from} itself if it can begin then. */
    long next(List<Quota> quotas, long from, long length) {
        for (Quota quota : quotas) {
            long next = row(quota).next(new CallRow.Counted(from, from + length, quota.limits()));
            if (next > from) return next;
        }
        return from;
    }
}

package org.packetboat.schedules.plan.job;

import java.util.stream.LongStream;

/**
 * Where a job is put.
 *
 * @param server the number of the server
 * @param starts of its calls, in order
 * @param ends   of its calls
 */
public record Placing(int server, long[] starts, long[] ends) {
    public static Placing whole(int server, long start, long length) {
        return new Placing(server, new long[]{start}, new long[]{start + length});
    }

    /** How long its calls take. */
    public long length() {
        return LongStream.of(ends).sum() - LongStream.of(starts).sum();
    }

    /** The same some time later; one call takes no longer than the job does now. */
    public Placing carriedOver(Job job, long later) {
        if (starts.length == 1) return whole(server, starts[0] + later, job.length());
        return new Placing(server, LongStream.of(starts).map(start -> start + later).toArray(),
                LongStream.of(ends).map(end -> end + later).toArray());
    }

    public long end() {
        return ends[ends.length - 1];
    }
}

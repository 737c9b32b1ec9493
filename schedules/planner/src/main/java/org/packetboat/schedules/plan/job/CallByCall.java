package org.packetboat.schedules.plan.job;

import java.util.Arrays;
import java.util.Optional;

/** Places a job whose calls are limited: each of them as early as window, server and limits let it. */
public final class CallByCall {
    private final Job job;
    private final int server;
    private final Lane lane;
    private final CallCounts counts;
    private final long[] starts;
    private final long[] ends;

    /** @param counts the calls that are planned already; left as they are */
    public CallByCall(Job job, int server, Lane lane, CallCounts counts) {
        this.job = job;
        this.server = server;
        this.lane = lane;
        this.counts = counts;
        this.starts = new long[job.instalments().count()];
        this.ends = new long[job.instalments().count()];
    }

    /** Where its calls go if it is alone. @param made the calls made before the night; left as they are */
    static Optional<Placing> alone(Job job, CallCounts made) {
        if (job.freedom() < 0) return Optional.empty();
        return new CallByCall(job, 0, new Lane(), made).placing();
    }

    /** Where its calls go; empty if there is no room for all of them. */
    public Optional<Placing> placing() {
        return placing(0, Long.MAX_VALUE);
    }

    /**
     * The same, for who knows some of it.
     *
     * @param open   no call of it can begin earlier
     * @param before empty, too, if the last call would not end before this
     */
    public Optional<Placing> placing(long open, long before) {
        int done = 0;
        long from = open;
        while (done < starts.length) {
            long start = earliest(from, before - job.instalments().length());
            if (start == Lane.NONE) break;
            starts[done] = start;
            ends[done] = start + job.instalments().length();
            if (done < starts.length - 1) counts.add(job.instalments().quotas(), starts[done], ends[done]);
            from = Math.max(start + job.instalments().gap(), ends[done]);
            done++;
        }
        for (int i = 0; i < Math.min(done, starts.length - 1); i++)
            counts.remove(job.instalments().quotas(), starts[i], ends[i]);
        return done < starts.length
                ? Optional.empty()
                : Optional.of(new Placing(server, Arrays.copyOf(starts, done), Arrays.copyOf(ends, done)));
    }

    private long earliest(long from, long before) {
        for (int w = 0; w < job.opens().length && job.opens()[w] < before; w++) {
            long start = earliest(job, lane, counts, Math.max(from, job.opens()[w]), job.closes()[w],
                    job.instalments().length(), before);
            if (start != Lane.NONE) return start;
        }
        return Lane.NONE;
    }

    /** When a call of this length can begin, from an instant on, that is over by the close. */
    static long earliest(Job job, Lane lane, CallCounts counts, long from, long close, long length) {
        return earliest(job, lane, counts, from, close, length, Long.MAX_VALUE);
    }

    private static long earliest(Job job, Lane lane, CallCounts counts, long from, long close, long length,
            long before) {
        long at = lane.earliest(from, close, length);
        while (at != Lane.NONE && at < before) {
            long next = counts.next(job.instalments().quotas(), at, length);
            if (next == at) return at;
            at = lane.earliest(next, close, length);
        }
        return Lane.NONE;
    }
}

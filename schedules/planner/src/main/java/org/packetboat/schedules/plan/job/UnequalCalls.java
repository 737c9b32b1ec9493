package org.packetboat.schedules.plan.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.schedules.plan.question.Allowance;

/**
 * Places a job that is resumed and whose calls are limited, where calls of one length have no place: each call takes
 * what window, server and limits leave it, and the next goes on from there.
 */
public final class UnequalCalls {
    private final Job job;
    private final int server;
    private final Lane lane;
    private final CallCounts counts;
    private final List<Long> starts = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final long most;
    private long left;
    private long from;

    /** @param counts the calls that are planned already; left as they are */
    public UnequalCalls(Job job, int server, Lane lane, CallCounts counts) {
        this.job = job;
        this.server = server;
        this.lane = lane;
        this.counts = counts;
        this.left = job.transfer();
        this.most = mostOf(job);
    }

    /**
     * Where the calls of a limited job go if it is alone, equal or not; empty if it has no place even so.
     *
     * @param made the calls made before the night; left as they are
     */
    public static Optional<Placing> alone(Job job, CallCounts made) {
        return Stream.concat(CallByCall.alone(job, made).stream(),
                new UnequalCalls(job, 0, new Lane(), made).placing().stream())
                .min(Comparator.comparingLong(Placing::end));
    }

    /** Where its calls go; empty if there is no room for all of it, or if it can't be cut. */
    public Optional<Placing> placing() {
        if (!isCut()) return Optional.empty();
        for (int w = 0; w < job.opens().length && left > 0; w++)
            fill(job.opens()[w], job.closes()[w]);
        for (int i = 0; i < starts.size(); i++)
            counts.remove(job.instalments().quotas(), starts.get(i), ends.get(i));
        return left > 0
                ? Optional.empty()
                : Optional.of(new Placing(server, starts.stream().mapToLong(start -> start).toArray(),
                        ends.stream().mapToLong(end -> end).toArray()));
    }

    /** Not if several calls by its rate were taken for one, nor if it is too short to be that many. */
    private boolean isCut() {
        Allowance allowance = job.site().terms().allowance();
        return job.site().terms().resumable() && job.instalments().gap() <= allowance.betweenCalls().toMillis()
                && Math.ceilDiv(job.transfer(), most) >= allowance.callsByRate();
    }

    /** How much of the transfer one call may carry. */
    private static long mostOf(Job job) {
        Allowance allowance = job.site().terms().allowance();
        long byLength = allowance.longestCall().map(Duration::toMillis).map(most -> most - job.overhead())
                .orElse(Long.MAX_VALUE);
        return Math.max(1, Math.min(byLength, Math.ceilDiv(job.transfer(), allowance.callsByRate())));
    }

    private void fill(long open, long close) {
        long used = from - 1;
        while (left > 0 && from > used) {
            used = from;
            long length = job.overhead() + Math.min(left, most);
            long whole = CallByCall.earliest(job, lane, counts, Math.max(from, open), close, length);
            if (whole == Lane.NONE) fillEnd(Math.max(from, open), close, length);
            else call(whole, whole + length);
        }
    }

    /** One call from when on the server is free to the close. */
    private void fillEnd(long open, long close, long most) {
        if (open >= close) return;
        long at = lane.tail(open, close);
        while (close - at > job.overhead()) {
            long length = Math.min(most, close - at);
            long next = counts.next(job.instalments().quotas(), at, length);
            if (next == at) {
                call(at, at + length);
                return;
            }
            at = next;
        }
    }

    private void call(long start, long end) {
        starts.add(start);
        ends.add(end);
        counts.add(job.instalments().quotas(), start, end);
        left -= end - start - job.overhead();
        from = Math.max(start + job.instalments().gap(), end);
    }
}

package org.packetboat.schedules.plan.job;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The night cut where windows open or close. If that gives too many slices, it is cut at some of these instants only,
 * and a window counts as open in every slice it touches: that lets more happen than can, never less.
 */
public final class TimeSlices {
    private static final int MOST = 48;

    private final long[] cuts;

    /** The night up to an instant; nothing happens after it. */
    public TimeSlices(List<Job> jobs, long until) {
        long[] edges = jobs.stream().flatMapToLong(job -> LongStream.concat(Arrays.stream(job.opens()),
                Arrays.stream(job.closes()))).map(edge -> Math.min(edge, until)).sorted().distinct().toArray();
        cuts = edges.length <= MOST + 1
                ? edges
                : IntStream.rangeClosed(0, MOST)
                        .mapToLong(i -> edges[(int) ((long) i * (edges.length - 1) / MOST)]).toArray();
    }

    public int count() {
        return Math.max(0, cuts.length - 1);
    }

    public long length(int slice) {
        return cuts[slice + 1] - cuts[slice];
    }

    /** The slices in which a job can be served, by number. */
    public BitSet of(Job job) {
        BitSet open = new BitSet(count());
        for (int slice = 0; slice < count(); slice++)
            open.set(slice, isOpen(job, slice));
        return open;
    }

    private boolean isOpen(Job job, int slice) {
        for (int w = 0; w < job.opens().length; w++) {
            boolean touches = job.opens()[w] < cuts[slice + 1] && job.closes()[w] > cuts[slice];
            if (touches && job.canUse(job.closes()[w] - job.opens()[w])) return true;
        }
        return false;
    }
}

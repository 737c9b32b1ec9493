package org.packetboat.schedules.plan.job;

import java.util.Arrays;

/** When a server is taken: blocks of time, sorted; those that touch are one block, so that few are ever looked at. */
public final class Lane {
    public static final long NONE = -1;
    private static final int USUAL_BLOCKS = 8;

    private long[] starts = new long[USUAL_BLOCKS];
    private long[] ends = new long[USUAL_BLOCKS];
    private int size;

    /** The first start, from {@code open} on, of a free stretch this long that ends by {@code close}, or none. */
    public long earliest(long open, long close, long length) {
        long at = open;
        for (int i = firstEndingAfter(open); at + length <= close; i++) {
            if (i == size || at + length <= starts[i]) return at;
            at = Math.max(at, ends[i]);
        }
        return NONE;
    }

    /** From when on it is free until {@code close}, but not before {@code open}; {@code close} if it is taken then. */
    long tail(long open, long close) {
        int i = firstEndingAfter(close - 1);
        if (i < size && starts[i] < close) return close;
        return i == 0 ? open : Math.max(open, ends[i - 1]);
    }

    /** Takes a stretch, which must be free. */
    public void take(long start, long end) {
        int i = firstEndingAfter(start);
        boolean joinsBefore = i > 0 && ends[i - 1] == start;
        boolean joinsAfter = i < size && starts[i] == end;
        if (joinsBefore && joinsAfter) {
            ends[i - 1] = ends[i];
            remove(i);
        } else if (joinsBefore) ends[i - 1] = end;
        else if (joinsAfter) starts[i] = start;
        else insert(i, start, end);
    }

    /** Frees a stretch that was taken. */
    public void free(long start, long end) {
        int i = firstEndingAfter(start);
        long before = starts[i];
        long after = ends[i];
        remove(i);
        if (end < after) insert(i, end, after);
        if (before < start) insert(i, before, start);
    }

    private int firstEndingAfter(long at) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= at) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void insert(int i, long start, long end) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        System.arraycopy(starts, i, starts, i + 1, size - i);
        System.arraycopy(ends, i, ends, i + 1, size - i);
        starts[i] = start;
        ends[i] = end;
        size++;
    }

    private void remove(int i) {
        size--;
        System.arraycopy(starts, i + 1, starts, i, size - i);
        System.arraycopy(ends, i + 1, ends, i, size - i);
    }
}

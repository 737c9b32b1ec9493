package org.packetboat.schedules.plan.job;

import java.util.Arrays;

/**
 * How much each of a row of calls leaves for others. The least of each block is kept, so that one that leaves too
 * little is found without a look at each. Costs nothing as long as none has a limit.
 */
final class RoomLeft {
    /** No limit: whatever is taken from it, there is enough. */
    static final long ANY = Long.MAX_VALUE / 2;
    private static final int BLOCK = 64;

    private long[] left = new long[BLOCK];
    private long[] least = {ANY};
    private int size;
    private boolean limited;
    private long steps;

    /** @param size of so many calls, none of which has a limit */
    RoomLeft(int size) {
        this.size = size;
    }

    /** How many looks at a call or a block all questions took so far. */
    long steps() {
        return steps;
    }

    void add(int place, long room) {
        if (room == ANY && !limited) {
            size++;
            return;
        }
        if (!limited) begin();
        if (size == left.length) {
            left = Arrays.copyOf(left, size * 2);
            least = Arrays.copyOf(least, least.length * 2);
        }
        System.arraycopy(left, place, left, place + 1, size - place);
        left[place] = room;
        size++;
        sumUp(place, size);
    }

    private void begin() {
        limited = true;
        int blocks = 1 + size / BLOCK;
        left = new long[blocks * BLOCK];
        Arrays.fill(left, ANY);
        least = new long[blocks];
        Arrays.fill(least, ANY);
    }

    void remove(int place) {
        size--;
        if (!limited) return;
        System.arraycopy(left, place + 1, left, place, size - place);
        sumUp(place, size);
    }

    /** Those from one place to before another leave so much less; more, if it is negative. */
    void take(int from, int to, long amount) {
        if (!limited) return;
        for (int i = from; i < to; i++)
            if (left[i] < ANY) left[i] -= amount;
        sumUp(from, to);
    }

    private void sumUp(int from, int to) {
        for (int block = from / BLOCK; block * BLOCK < to; block++) {
            long low = ANY;
            for (int i = block * BLOCK; i < Math.min(size, (block + 1) * BLOCK); i++)
                low = Math.min(low, left[i]);
            least[block] = low;
        }
    }

    /** The last, from one place to before another, that leaves less than this; -1 if none does. */
    int lastBelow(int from, int to, long wanted) {
        if (!limited) return -1;
        int i = to - 1;
        while (i >= from) {
            steps++;
            if (least[i / BLOCK] >= wanted) i = i / BLOCK * BLOCK - 1;
            else if (left[i] < wanted) return i;
            else i--;
        }
        return -1;
    }
}

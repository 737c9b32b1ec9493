package org.packetboat.protocols.bundle.mixing;

import java.util.Arrays;

/**
 * For each context a probability that learns fast at first and slower later, in a hash table that forgets what is
 * pushed out. A slot: probability 16 bits, check 8, count 8.
 */
final class BitCounts {
    private static final int FRESH = 1 << 31;
    private static final int[] RATE = new int[256];

    static {
        for (int count = 0; count < RATE.length; count++)
            RATE[count] = (int) (65536 * 2L / (2L * count + 3));
    }

    private final int[] slots;
    private final int shift;

    /** @param bits the table has 2^bits slots */
    BitCounts(int bits) {
        slots = new int[1 << bits];
        shift = 32 - bits;
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(slots, 0);
    }

    /** Finds or makes the slot of a context. */
    int find(int context) {
        int spread = context * 0x2545f491;
        spread ^= spread >>> 15;
        spread *= 0x9e3779b1;
        int at = spread >>> shift;
        int check = (spread & 0xff) << 8;
        if ((slots[at] & 0xff00) != check || slots[at] == 0) slots[at] = FRESH | check;
        return at;
    }

    int probability(int slot) {
        return slots[slot] >>> 16;
    }

    int count(int slot) {
        return slots[slot] & 0xff;
    }

    void learn(int slot, int bit, int limit) {
        int p = slots[slot] >>> 16;
        int count = slots[slot] & 0xff;
        p += (int) ((long) ((bit << 16) - bit - p) * RATE[count] >> 16);
        slots[slot] = p << 16 | slots[slot] & 0xff00 | Math.min(limit, count + 1);
    }
}

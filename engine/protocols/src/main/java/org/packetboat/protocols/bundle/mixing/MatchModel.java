package org.packetboat.protocols.bundle.mixing;

import java.util.Arrays;

/** Looks for the last place where the latest bytes stood before, and expects what followed there. */
final class MatchModel {
    private static final int HASH_BITS = 18;
    private static final int LONGEST = 400;

    private final int shortest;
    private final int[] last = new int[1 << HASH_BITS];
    private final int[] right = new int[64 * 2];
    private byte[] bytes = {};
    private int pointer;
    private int length;
    private int chosen = -1;

    /** @param shortest bytes that must agree */
    MatchModel(int shortest) {
        this.shortest = shortest;
    }

    /** Forgets everything, and begins to read this text. */
    void begin(byte[] text) {
        bytes = text;
        Arrays.fill(last, 0);
        Arrays.fill(right, 1 << 15);
        pointer = 0;
        length = 0;
        chosen = -1;
    }

    /** A byte is complete; the next one stands at this place. */
    void next(int at) {
        if (length > 0 && bytes[pointer] == bytes[at - 1]) {
            pointer++;
            length = Math.min(LONGEST, length + 1);
        } else {
            length = 0;
        }
        if (at < shortest) return;
        int hash = hash(at);
        if (length == 0 && last[hash] > 0) {
            pointer = last[hash];
            while (length < LONGEST && length < pointer && bytes[pointer - 1 - length] == bytes[at - 1 - length])
                length++;
            if (length < shortest) length = 0;
        }
        last[hash] = at;
    }

    private int hash(int at) {
        int hash = 0;
        for (int i = 1; i <= shortest; i++)
            hash = (hash + bytes[at - i] + 1) * 0x2f0b4c47;
        return hash >>> 32 - HASH_BITS;
    }

    /** The expected bit's logit, given the bits of the byte so far with a 1 before them; 0 without expectation. */
    int predict(int partial, int bitsDone) {
        chosen = -1;
        if (length == 0) return 0;
        int expected = bytes[pointer] & 0xff | 0x100;
        if (expected >> 8 - bitsDone != partial) return 0;
        int bit = expected >> 7 - bitsDone & 1;
        chosen = bucket() * 2 + bit;
        return Logistic.stretch(right[chosen]);
    }

    /** How long it agrees, in 16 steps; 0 without expectation. */
    int strength() {
        return chosen < 0 ? 0 : Math.min(15, 1 + bucket() / 3);
    }

    private int bucket() {
        return length < 32 ? length : Math.min(63, 32 + (length - 32 >> 3));
    }

    void learn(int bit) {
        if (chosen >= 0) right[chosen] += ((bit << 16) - bit - right[chosen]) >> 6;
    }
}

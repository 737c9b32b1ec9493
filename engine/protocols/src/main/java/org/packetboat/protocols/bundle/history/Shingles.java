package org.packetboat.protocols.bundle.history;

import java.util.Arrays;

/**
 * A sketch of a content: hashes of some of its strings of {@value #WIDTH} bytes, chosen by the hash itself, so that two
 * contents with a passage in common have hashes in common wherever it stands. One for about {@value #ONE_IN} bytes.
 */
final class Shingles {
    private static final int WIDTH = 16;
    private static final int ONE_IN = 32;
    private static final int FACTOR = 0x2c1b3c6d;
    private static final int SPREAD = 0x9e3779b1;
    private static final int OUTGOING = power(FACTOR, WIDTH);

    private Shingles() {}

    /** Sorted, none twice. */
    static int[] of(byte[] content) {
        int[] found = new int[content.length / 4 + 16];
        int count = 0;
        int hash = 0;
        for (int i = 0; i < content.length && count < found.length; i++) {
            hash = hash * FACTOR + content[i];
            if (i >= WIDTH) hash -= OUTGOING * content[i - WIDTH];
            int spread = hash * SPREAD;
            if (i >= WIDTH && spread >>> 27 == 0) found[count++] = spread ^ hash >>> 15;
        }
        return Arrays.stream(found, 0, count).sorted().distinct().toArray();
    }

    private static int power(int base, int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++)
            power *= base;
        return power;
    }
}

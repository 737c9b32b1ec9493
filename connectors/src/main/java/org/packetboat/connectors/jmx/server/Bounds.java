package org.packetboat.connectors.jmx.server;

/** How much can be asked for at once; more is taken for the most that there is. */
public final class Bounds {
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_BYTES = 16 << 20;

    private Bounds() {}

    /** @throws IllegalArgumentException if not even one row is asked for */
    public static int rows(int most) {
        return Math.min(atLeastOne(most), MOST_ROWS);
    }

    /** @throws IllegalArgumentException if not even one byte is asked for */
    public static int bytes(int most) {
        return Math.min(atLeastOne(most), MOST_BYTES);
    }

    /** @throws IllegalArgumentException if it is before the beginning */
    public static long from(long from) {
        if (from < 0) throw new IllegalArgumentException("from: found " + from + "; expected a number from 0 on");
        return from;
    }

    private static int atLeastOne(int most) {
        if (most < 1) throw new IllegalArgumentException("most: found " + most + "; expected a number from 1 on");
        return most;
    }
}

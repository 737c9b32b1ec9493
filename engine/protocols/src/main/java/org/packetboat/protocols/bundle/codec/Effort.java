package org.packetboat.protocols.bundle.codec;

/**
 * How hard to compress, by what the line carries. Where a minute of line is a few kilobytes, seconds of a processor are
 * cheap; where it is gigabytes, the line waits for the processor.
 */
public enum Effort {
    /** Every codec at its strongest, with and without history; smallest wins. Seconds for a minute of line. */
    STRONGEST,
    /** One strong codec with history. Megabytes in a second. */
    STRONG,
    /** A light codec without history. A hundred megabytes in a second. */
    LIGHT;

    private static final long SLOW = 20_000;
    private static final long MIDDLING = 1_000_000;
    private static final int LARGE = 2 << 20;

    /**
     * @param rate   bytes per second of the line
     * @param length bytes to be compressed: a large batch is worth less effort for each of them
     */
    public static Effort of(long rate, long length) {
        if (rate > MIDDLING) return LIGHT;
        return rate > SLOW || length > LARGE ? STRONG : STRONGEST;
    }
}

package org.packetboat.schedules.plan.question;

/**
 * What a site is to get, and how fast that goes.
 *
 * @param bytes       before compression, at least 1
 * @param compression how many times smaller it becomes on the wire, more than 0; 1 is not at all
 * @param rate        what the line carries
 */
public record Load(long bytes, double compression, LineRate rate) {
    public static final double UNCOMPRESSED = 1;
    /** A pebibyte: enough for mail, and small enough to reckon with. */
    private static final long MOST = 1L << 50;
    private static final int MILLIS = 1000;

    /** @throws IllegalArgumentException if bytes or compression are out of range */
    public Load {
        if (bytes < 1 || bytes > MOST)
            throw new IllegalArgumentException("a load of " + bytes + " bytes; expected 1 to " + MOST);
        if (!(compression > 0) || Double.isInfinite(compression))
            throw new IllegalArgumentException("a compression of " + compression + "; expected more than 0");
    }

    /** Bytes on the wire, rounded up. */
    public long wireBytes() {
        return (long) Math.ceil(bytes / compression);
    }

    /** How long the transfer takes, in milliseconds, rounded up. */
    public long millis() {
        return Math.ceilDiv(wireBytes() * MILLIS, rate.bytesPerSecond());
    }

    /** The same, but no more than this many bytes before compression. */
    public Load atMost(long most) {
        return bytes <= most ? this : new Load(most, compression, rate);
    }
}

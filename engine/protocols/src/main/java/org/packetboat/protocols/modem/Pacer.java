package org.packetboat.protocols.modem;

/** When the bytes that were handed to a port will have left it, by the rate of its line. In nanoseconds. */
public final class Pacer {
    /** The rate of a line that waits for nothing. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final long SECOND = 1_000_000_000L;

    private volatile long rate;
    private long free = Long.MIN_VALUE;

    /** @param rate bytes per second */
    public Pacer(long rate) {
        this.rate = rate;
    }

    /** From now on the line has this rate, in bytes per second. */
    public void setRate(long now) {
        rate = now;
    }

    /** The same, also for what has not left: it leaves as much later or earlier. */
    public void changeRate(long changed, long now) {
        free = now + (long) ((double) untilFree(now) * rate / changed);
        rate = changed;
    }

    /** Whether nobody has to wait. */
    public boolean isUnlimited() {
        return rate == UNLIMITED;
    }

    /** How many bytes may be handed over at a time: a twentieth of a second's. */
    public int piece() {
        return Math.clamp(rate / 20, 1, 16 * 1024);
    }

    /** So many bytes were handed over. */
    public void sent(int bytes, long now) {
        free = Math.max(free, now) + bytes * SECOND / rate;
    }

    /** How long until all have left but one piece. */
    public long untilNearlyFree(long now) {
        return Math.max(0, untilFree(now) - SECOND / 20);
    }

    /** How long until all have left. */
    public long untilFree(long now) {
        return free <= now ? 0 : free - now;
    }
}

package org.packetboat.engine.queue;

import java.time.Instant;

/**
 * Where the numbers of a new data folder begin: queue ids and event ids. A folder that is emptied begins beyond all
 * that the one before can have handed out, so that no id comes again with other contents: peers know mail by it, and so
 * do readers of events. It also names the folder.
 *
 * <pre>
 * seconds since 2026 | 16 bits           65,536 numbers for each second that the folder lives
 * 2^50 + random 32   | 16 bits           where the clock can't be right
 * </pre>
 */
public record FolderEpoch(long number) {
    /** As folders began before there were epochs. */
    public static final FolderEpoch FIRST = new FolderEpoch(1);

    private static final Instant BASE = Instant.parse("2026-01-01T00:00:00Z");
    private static final int EACH_SECOND = 16;
    private static final long MOST_SECONDS = 1L << 32;
    private static final long UNKNOWN = 1L << 50;

    /** @throws IllegalArgumentException below 1 */
    public FolderEpoch {
        if (number < 1) throw new IllegalArgumentException("epoch " + number);
    }

    /**
     * As it is told to others, with the run of the server, since a copy of a folder has its number: {@code
     * 1a2b.19ad0c3e7f1}. Empty where many folders have the same number.
     *
     * @param run when the server was started
     */
    public String told(Instant run) {
        return equals(FIRST) ? "" : Long.toHexString(number) + "." + Long.toHexString(run.toEpochMilli());
    }

    /** One for a folder that is made now. @param random used where the clock is before 2026, or over a century later */
    public static FolderEpoch at(Instant now, long random) {
        long seconds = now.getEpochSecond() - BASE.getEpochSecond();
        boolean plausible = seconds > 0 && seconds < MOST_SECONDS;
        return new FolderEpoch(plausible
                ? seconds << EACH_SECOND
                : UNKNOWN + ((random & (MOST_SECONDS - 1)) << EACH_SECOND));
    }
}

package org.packetboat.engine.site;

import java.time.Instant;

/**
 * A time as a number of nanoseconds since 1970, for those who keep a hundred thousand of them: a third of what an
 * {@link Instant} takes. Times outside of the years 1678 to 2261 count as {@link Instant#MIN} and {@link Instant#MAX}.
 */
final class Moment {
    static final long MIN = Long.MIN_VALUE;
    static final long MAX = Long.MAX_VALUE;

    private static final long SECOND = 1_000_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / SECOND - 1;

    private Moment() {}

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    static long of(Instant time) {
        long seconds = time.getEpochSecond();
        if (seconds > MOST_SECONDS) return MAX;
        return seconds < -MOST_SECONDS ? MIN : seconds * SECOND + time.getNano();
    }

    static Instant at(long moment) {
        if (moment == MAX) return Instant.MAX;
        return moment == MIN
                ? Instant.MIN
                : Instant.ofEpochSecond(Math.floorDiv(moment, SECOND), Math.floorMod(moment, SECOND));
    }
}

package org.packetboat.connectors.history;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells whether the machine's clock has gone on evenly for an hour, compared with a timer that nobody can set. Until
 * then nothing is deleted for its age. Otherwise a machine that starts in 2036 by mistake, and is put right a minute
 * later, would have no history left.
 */
final class SteadyClock {
    private static final Duration LONG_ENOUGH = Duration.ofHours(1);
    private static final Duration JUMP = Duration.ofMinutes(30);

    private Instant wall;
    private long nanos;
    private long since;

    SteadyClock(Instant wall, long nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.since = nanos;
    }

    /** Looks at both clocks. */
    boolean isSteady(Instant nowWall, long nowNanos) {
        Duration passed = Duration.ofNanos(nowNanos - nanos);
        if (Duration.between(wall.plus(passed), nowWall).abs().compareTo(JUMP) > 0) since = nowNanos;
        wall = nowWall;
        nanos = nowNanos;
        return nowNanos - since >= LONG_ENOUGH.toNanos();
    }
}

package org.packetboat.engine.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clock on the wall of a {@link Rig}: time passes when the test says so, and it can be put forward and back. */
public final class SimClock {
    private Instant now;
    private Duration elapsed = Duration.ZERO;

    SimClock(Instant start) {
        this.now = start;
    }

    /** What the clock shows. */
    public Instant now() {
        return now;
    }

    /** How much time has passed, however the clock was put. */
    public Duration elapsed() {
        return elapsed;
    }

    /** Puts the clock forward, or back. */
    void step(Duration by) {
        now = now.plus(by);
    }

    /** Lets time pass until the clock shows this, to the next millisecond. */
    void passUntil(Instant wall) {
        if (!wall.isAfter(now)) return;
        Instant then = wall.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
        elapsed = elapsed.plus(Duration.between(now, then));
        now = then;
    }
}

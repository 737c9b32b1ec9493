package org.packetboat.engine.route;

import java.time.Duration;
import java.time.Instant;

/** A half-open stretch of time, {@code [open, close)}. {@link Instant#MAX} as close means it never ends. */
public record Interval(Instant open, Instant close) {
    /** @throws IllegalArgumentException unless it opens before it closes */
    public Interval {
        if (!open.isBefore(close)) throw new IllegalArgumentException("opens at " + open + ", closes at " + close);
    }

    public boolean contains(Instant at) {
        return !at.isBefore(open) && at.isBefore(close);
    }

    /** Whether a window is open at some time of it. */
    public boolean meets(Window window) {
        return window.from(open).filter(time -> time.open().isBefore(close)).isPresent();
    }

    /** How long it lasts from this instant on; zero once it is over. */
    public Duration left(Instant at) {
        if (!at.isBefore(close)) return Duration.ZERO;
        return Duration.between(at.isBefore(open) ? open : at, close);
    }
}

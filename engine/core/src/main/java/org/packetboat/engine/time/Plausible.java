package org.packetboat.engine.time;

import java.time.Duration;
import java.time.Instant;

/**
 * What a machine's clock is believed: nothing before this program was made, and nothing more than ten years after that.
 * A machine whose clock has no battery begins in 1970, or anywhere.
 */
public record Plausible(Instant from, Instant to) {
    /** For who has no doubt. */
    public static final Plausible ALWAYS = new Plausible(Instant.MIN, Instant.MAX);

    private static final Duration LONGEST = Duration.ofDays(3653);

    /** For a program that was made then. */
    public static Plausible since(Instant made) {
        return new Plausible(made, made.plus(LONGEST));
    }

    /** Whether a clock that shows this may be right. */
    public boolean is(Instant wall) {
        return !wall.isBefore(from) && wall.isBefore(to);
    }

    /** This time, or the nearest that may be right. */
    public Instant nearest(Instant wall) {
        if (wall.isBefore(from)) return from;
        return wall.isBefore(to) ? wall : to;
    }
}

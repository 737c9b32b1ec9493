package org.packetboat.engine.tariff;

import java.time.Duration;

/**
 * How the length of a call and its bytes are rounded up before they are charged.
 *
 * @param unbilled this much at the begin of a call costs nothing: dialling and ringing
 * @param first    what is billed of a call at least, in whole seconds
 * @param further  the steps in which it is billed after that, in whole seconds
 * @param bytes    the steps in which data is billed
 */
public record Steps(Duration unbilled, Duration first, Duration further, long bytes) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** By the second and by the byte, from the begin of the call on. */
    public static final Steps FINEST = new Steps(Duration.ZERO, SECOND, SECOND, 1);

    /** @throws IllegalArgumentException if a step is nothing, or no whole number of seconds */
    public Steps {
        check(first);
        check(further);
        if (unbilled.isNegative() || bytes < 1)
            throw new IllegalArgumentException("steps of " + bytes + " bytes after " + unbilled);
    }

    private static void check(Duration step) {
        if (step.compareTo(SECOND) < 0 || step.getNano() != 0)
            throw new IllegalArgumentException("a step of " + step + "; expected whole seconds, 1 or more");
    }

    /** By the minute that has begun. */
    public static Steps of(Duration step) {
        return new Steps(Duration.ZERO, step, step, 1);
    }
}

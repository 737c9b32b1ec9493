package org.packetboat.schedules.plan.question;

import java.time.Duration;

/**
 * What a call costs apart from its transfer.
 *
 * @param dial    from picking up the line to the first byte of the transfer
 * @param hangUp  from its last byte to the line being free
 * @param failure how many of all calls fail, from 0 to below 1
 */
public record Calling(Duration dial, Duration hangUp, double failure) {
    /** A network that is just there. */
    public static final Calling FREE = new Calling(Duration.ZERO, Duration.ZERO, 0);

    /** @throws IllegalArgumentException if a time is negative or longer than a day, or failure is out of range */
    public Calling {
        check("dial", dial);
        check("hang-up", hangUp);
        if (!(failure >= 0 && failure < 1))
            throw new IllegalArgumentException("a failure rate of " + failure + "; expected 0 to below 1");
    }

    private static void check(String what, Duration time) {
        if (time.isNegative() || time.toDays() > 0)
            throw new IllegalArgumentException(what + " takes " + time + "; expected 0 to a day");
    }

    /** How many calls one success takes, on average; at least 1. */
    public double expectedCalls() {
        return 1 / (1 - failure);
    }

    /** Dial and hang-up of one call, in milliseconds. */
    public long millis() {
        return dial.toMillis() + hangUp.toMillis();
    }
}

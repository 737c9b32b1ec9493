package org.packetboat.schedules.plan.answer;

import java.time.Duration;
import java.time.Instant;

/** How sure it is that something can't be done. */
public sealed interface Proof {
    /** Some sites can't be served even alone. */
    record Alone(int sites) implements Proof {}

    /**
     * These sites must be served wholly within an interval, and the servers that may do it haven't the time.
     *
     * @param sites   how many
     * @param from    the interval's start
     * @param to      its end
     * @param needed  the line time they need
     * @param had     what the servers have; more than needed if only uncut calls don't fit
     * @param servers how many servers may serve them
     */
    record TooMuch(int sites, Instant from, Instant to, Duration needed, Duration had, int servers)
            implements
                Proof {}

    /** Even if calls could be cut at will, this much line time is lacking within the windows. */
    record Lacking(Duration lineTime) implements Proof {}

    /** No plan was found in which all fit, and no proof that there is none. */
    record NotFound() implements Proof {}
}

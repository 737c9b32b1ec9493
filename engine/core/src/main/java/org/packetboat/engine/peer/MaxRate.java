package org.packetboat.engine.peer;

import java.time.Duration;

/**
 * How many messages a site may be handed in any stretch of time of this length.
 *
 * @param mails at least one
 * @param per   longer than nothing
 */
public record MaxRate(int mails, Duration per) {
    /** @throws IllegalArgumentException if it lets nothing through */
    public MaxRate {
        if (mails < 1 || !per.isPositive()) throw new IllegalArgumentException(mails + " in " + per);
    }
}

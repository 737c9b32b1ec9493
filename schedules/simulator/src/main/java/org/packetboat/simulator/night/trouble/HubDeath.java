package org.packetboat.simulator.night.trouble;

import java.time.Duration;
import java.time.Instant;

/**
 * The head office's program is killed in mid-night: its calls break off, and it knows nothing but what is on its disk
 * when it runs again.
 *
 * @param at   when
 * @param away until it runs again
 */
public record HubDeath(Instant at, Duration away) {
    /** @throws IllegalArgumentException if it is away for less than no time */
    public HubDeath {
        if (away.isNegative()) throw new IllegalArgumentException("away for " + away + "; expected no less than 0");
    }
}

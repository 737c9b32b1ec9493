package org.packetboat.engine.calls;

import java.time.Duration;

/**
 * The calls that were made to a site.
 *
 * @param lastHour begun in the last hour, also those that reached nobody
 * @param lastDay  in the last 24 hours
 * @param lasted   how long all of them lasted that reached it and ended in the last 24 hours, or have not ended
 */
public record CallCount(int lastHour, int lastDay, Duration lasted) {
    /** None. */
    public static final CallCount NONE = new CallCount(0, 0, Duration.ZERO);
}

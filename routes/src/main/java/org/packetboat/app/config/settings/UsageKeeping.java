package org.packetboat.app.config.settings;

import java.time.ZoneId;

/**
 * Usage records.
 *
 * @param keep how many days are kept, 1 or more
 * @param zone of the days
 */
public record UsageKeeping(int keep, ZoneId zone) {
    /** Where nothing is said: more than a year. */
    public static final int USUAL_KEEP = 400;
}

package org.packetboat.app.config.settings;

import java.time.ZoneId;
import java.util.Optional;

/**
 * Usage records.
 *
 * @param keep how many days are kept, 1 or more
 * @param zone of the days
 * @param topic of Kafka that days are told which are over; empty if none is
 */
public record UsageKeeping(int keep, ZoneId zone, Optional<KafkaTopic> topic) {
    /** Where nothing is said: more than a year. */
    public static final int USUAL_KEEP = 400;
}

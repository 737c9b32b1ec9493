package org.packetboat.app.config.settings;

import java.time.Duration;

/**
 * How much of the delivery history is kept.
 *
 * @param keep    how long
 * @param maxSize how large its files may become together, in bytes; 0 for no history
 */
public record HistoryKeeping(Duration keep, long maxSize) {
    /** Where nothing is said. */
    public static final HistoryKeeping USUAL = new HistoryKeeping(Duration.ofDays(30), 1L << 30);
}

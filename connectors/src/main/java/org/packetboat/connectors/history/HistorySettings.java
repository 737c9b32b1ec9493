package org.packetboat.connectors.history;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param keep how long
 * @param size of all files together, in bytes; 0 for no history
 */
public record HistorySettings(Duration keep, long size) {
    /** Enough for 30 days of some 300,000 mails a day. */
    public static final HistorySettings USUAL = new HistorySettings(Duration.ofDays(30), 1L << 30);

    /** The largest file: a search reads no less than this, and no less than this is given up at a time. */
    private static final long LARGEST_FILE = 4L << 20;
    private static final int LEAST_FILES = 8;

    /** Whether there is to be a history. */
    public boolean isOn() {
        return size > 0;
    }

    long fileSize() {
        return Math.min(LARGEST_FILE, size / LEAST_FILES);
    }
}

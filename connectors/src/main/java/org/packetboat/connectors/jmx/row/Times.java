package org.packetboat.connectors.jmx.row;

import java.time.Instant;
import java.util.Optional;

/** Times as numbers and as texts. */
public final class Times {
    private static final long NONE = -1;

    private Times() {}

    /** Milliseconds since 1970-01-01T00:00:00Z; -1 if there is no time. */
    public static long millis(Optional<Instant> time) {
        return time.filter(Times::isDate).map(Instant::toEpochMilli).orElse(NONE);
    }

    /** ISO 8601 in UTC; empty if there is no time. */
    public static String text(Optional<Instant> time) {
        return time.filter(Times::isDate).map(Instant::toString).orElse("");
    }

    private static boolean isDate(Instant time) {
        return !time.equals(Instant.MIN) && !time.equals(Instant.MAX);
    }
}

package org.packetboat.engine.calls;

import java.time.Instant;
import java.util.Locale;

/**
 * What is used of a month's data.
 *
 * @param of    the number, site or link that it is for
 * @param used  in bytes, so far
 * @param until when the month is over
 */
public record DataUse(String of, MonthlyData data, long used, Instant until) {
    /** What is left, in bytes; 0 if it is used up. */
    public long left() {
        return Math.max(0, data.bytes() - used);
    }

    /** Whether no call may be made before the month is over. */
    public boolean stops() {
        return left() == 0 && data.beyond() == MonthlyData.Beyond.STOP;
    }

    /** For people, such as {@code 12.3 of 500 MB}. */
    public String words() {
        return String.format(Locale.ROOT, "%.1f of %d MB", used / 1e6, data.megabytes());
    }
}

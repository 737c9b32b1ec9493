package org.packetboat.schedules.window;

import java.time.Duration;
import java.time.LocalTime;

/**
 * Opening hours as the wall clock shows them: when the window opens, and how long it lasts where no clock is changed.
 *
 * @param open   the opening
 * @param length more than nothing, at most a day
 */
public record Hours(LocalTime open, Duration length) {
    private static final Duration DAY = Duration.ofDays(1);

    /** @throws IllegalArgumentException if the length is out of range */
    public Hours {
        if (!length.isPositive() || length.compareTo(DAY) > 0) {
            throw new IllegalArgumentException("hours last " + length + "; expected more than nothing, at most a day");
        }
    }

    /** From one time to another; to that time of the next day unless it is the later one. Midnight closes the day. */
    public static Hours between(LocalTime open, LocalTime close) {
        Duration length = Duration.between(open, close);
        return new Hours(open, length.isPositive() ? length : length.plus(DAY));
    }

    /** Whether the next day's hours begin where these end. */
    public boolean fillTheDay() {
        return length.equals(DAY);
    }
}

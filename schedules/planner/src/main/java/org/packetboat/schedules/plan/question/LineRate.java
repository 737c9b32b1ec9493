package org.packetboat.schedules.plan.question;

/**
 * What a line carries.
 *
 * @param bytesPerSecond at least 1
 * @param measured       whether earlier sessions showed it; else it is what the line should carry
 */
public record LineRate(long bytesPerSecond, boolean measured) {
    /** @throws IllegalArgumentException if it carries nothing */
    public LineRate {
        if (bytesPerSecond < 1)
            throw new IllegalArgumentException("a rate of " + bytesPerSecond + " bytes per second; expected 1 or more");
    }

    public static LineRate measured(long bytesPerSecond) {
        return new LineRate(bytesPerSecond, true);
    }

    public static LineRate nominal(long bytesPerSecond) {
        return new LineRate(bytesPerSecond, false);
    }
}

package org.packetboat.connectors.serial;

import java.time.Duration;

/**
 * How good a practice line is.
 *
 * @param speed    bits per second each way, ten for a byte
 * @param errors   the chance of each bit to be turned
 * @param dropping how long each call lasts at most; {@link Duration#ZERO}: as long as it likes
 * @param seed     of the noise: the same noise for the same bytes
 */
public record PracticeTerms(int speed, double errors, Duration dropping, long seed) {
    /** @throws IllegalArgumentException if a value is out of range */
    public PracticeTerms {
        if (speed < 50 || speed > 4_000_000) {
            throw new IllegalArgumentException("speed is " + speed + "; expected 50 to 4000000 bits per second");
        }
        if (errors < 0 || errors > 0.1) {
            throw new IllegalArgumentException("errors are " + errors + "; expected 0 to 0.1, like 1e-5");
        }
        if (dropping.isNegative()) throw new IllegalArgumentException("calls of " + dropping + "; expected 0 or more");
    }

    /** Bytes per second. */
    int rate() {
        return Math.max(1, speed / 10);
    }
}

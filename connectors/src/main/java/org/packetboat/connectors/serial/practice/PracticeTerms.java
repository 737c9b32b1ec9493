package org.packetboat.connectors.serial.practice;

/**
 * How good a practice line is.
 *
 * @param speed     bits per second each way, ten for a byte
 * @param errors    the chance of each bit to be turned
 * @param dropAfter after so many bytes, both ways together, each call is lost; 0: never
 * @param seed      of the noise: the same noise for the same bytes
 */
public record PracticeTerms(int speed, double errors, long dropAfter, long seed) {
    /** @throws IllegalArgumentException if a value is out of range */
    public PracticeTerms {
        if (speed < 50 || speed > 4_000_000) {
            throw new IllegalArgumentException("speed is " + speed + "; expected 50 to 4000000 bits per second");
        }
        if (errors < 0 || errors > 0.1) {
            throw new IllegalArgumentException("errors are " + errors + "; expected 0 to 0.1, like 1e-5");
        }
        if (dropAfter < 0) throw new IllegalArgumentException("drop after " + dropAfter + "; expected 0 or more bytes");
    }

    /** Bytes per second. */
    int rate() {
        return Math.max(1, speed / 10);
    }
}

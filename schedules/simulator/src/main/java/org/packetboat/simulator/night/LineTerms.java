package org.packetboat.simulator.night;

import java.time.Duration;

/**
 * What all calls of a scenario have in common.
 *
 * @param bitErrors the chance of each bit to be turned on the line, either way; 0 to below 1
 * @param outages   how lines die
 */
public record LineTerms(double bitErrors, Outages outages) {
    /** From one end to the other: a long-distance circuit on the ground, modems included. */
    static final Duration LATENCY = Duration.ofMillis(50);

    /** @throws IllegalArgumentException if a value is out of range */
    public LineTerms {
        if (!(bitErrors >= 0 && bitErrors < 1))
            throw new IllegalArgumentException("a bit error rate of " + bitErrors + "; expected 0 to below 1");
    }
}

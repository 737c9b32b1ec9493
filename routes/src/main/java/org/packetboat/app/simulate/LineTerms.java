package org.packetboat.app.simulate;

import java.time.Duration;
import org.packetboat.schedules.plan.Calling;

/**
 * What all calls of a scenario have in common.
 *
 * @param calling   dial, hang-up, failures
 * @param bitErrors the chance of each bit to be turned
 */
record LineTerms(Calling calling, double bitErrors) {
    /** From one end to the other: a long-distance circuit on the ground, modems included. */
    static final Duration LATENCY = Duration.ofMillis(50);
}

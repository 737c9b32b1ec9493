package org.packetboat.simulator.call;

import java.time.Duration;
import org.packetboat.engine.sim.SimTime;

/** Lets virtual time pass in tests in which faults are thrown on purpose: there nobody but the session is to mind. */
public final class Passing {
    /** Longer than a call takes to begin and to end, shorter than the patience of whoever waits in it. */
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private Passing() {}

    /** Lets everything happen that is to happen in a while. */
    public static void aWhile(SimTime time) {
        boolean[] over = {false};
        time.in(A_WHILE, () -> over[0] = true);
        while (!over[0]) {
            try {
                time.step();
            } catch (IllegalStateException | StackOverflowError onPurpose) {
                // the test's own
            }
        }
    }
}

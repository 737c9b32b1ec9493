package org.packetboat.engine.sim;

import org.junit.jupiter.api.Test;

/** Many worlds. A failure names its seed; {@code -Dseed=N} lives that one alone. */
class SimWorldTest {
    private static final int WORLDS = 10;

    @Test
    void everyAcceptedRecipientComesToExactlyOneEnd() {
        long only = Long.getLong("seed", -1);
        for (long seed = only < 0 ? 0 : only; seed < (only < 0 ? WORLDS : only + 1); seed++)
            live(seed);
    }

    private static void live(long seed) {
        try {
            new SimWorld(seed).live();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("world " + seed + ": " + e.getMessage(), e);
        }
    }
}

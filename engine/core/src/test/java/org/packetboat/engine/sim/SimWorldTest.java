package org.packetboat.engine.sim;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many worlds. A failure names its seed; {@code -Dseed=N} lives that one alone. */
class SimWorldTest {
    private static final int WORLDS = 500;

    @Test
    void everyAcceptedRecipientComesToExactlyOneEnd() {
        long only = Long.getLong("seed", -1);
        LongStream seeds = only < 0 ? LongStream.range(0, WORLDS) : LongStream.of(only);
        seeds.parallel().forEach(SimWorldTest::live);
    }

    private static void live(long seed) {
        try {
            new SimWorld(seed).live();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("world " + seed + ": " + e.getMessage(), e);
        }
    }
}

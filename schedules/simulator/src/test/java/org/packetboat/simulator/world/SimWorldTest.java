package org.packetboat.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many worlds. A failure names its seed; {@code -Dseed=N} lives that one alone. */
class SimWorldTest {
    private static final int WORLDS = 100;

    @Test
    void everyAcceptedRecipientComesToExactlyOneEnd() {
        long only = Long.getLong("seed", -1);
        LongStream seeds = only < 0 ? LongStream.range(0, WORLDS) : LongStream.of(only);
        seeds.parallel().forEach(SimWorldTest::live);
    }

    private static long live(long seed) {
        SimWorld world = new SimWorld(seed);
        try {
            world.live();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("world " + seed + " (" + world + "): " + e.getMessage(), e);
        }
        return world.trace();
    }

    @Test
    void aSeedPlaysTheSameWorldAgain() {
        assertEquals(live(7), live(7));
        assertNotEquals(live(7), live(8));
    }
}

package org.packetboat.simulator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many worlds of a hub and its log. A failure names its seed; {@code -Dseed=N} lives that one alone. */
class ClusterWorldTest {
    private static final int WORLDS = 120;

    @Test
    void whatWasAcknowledgedIsThereAndNoTwoMachinesOwn() {
        long only = Long.getLong("seed", -1);
        LongStream seeds = only < 0 ? LongStream.range(0, WORLDS) : LongStream.of(only);
        seeds.parallel().forEach(ClusterWorldTest::live);
    }

    private static long live(long seed) {
        ClusterWorld world = new ClusterWorld(seed);
        try {
            world.live();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("world " + seed + " (" + world + "): " + e.getMessage() + "\nPlay it again with "
                    + "-Dtest=ClusterWorldTest -Dseed=" + seed + "; bench/run log-worlds " + seed
                    + " 1 tells its story.",
                    e);
        }
        return world.trace();
    }

    @Test
    void aSeedPlaysTheSameWorldAgain() {
        assertEquals(live(7), live(7));
        assertNotEquals(live(7), live(8));
    }
}

package org.packetboat.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many worlds. A failure names its seed; {@code -Dseed=N} lives that one alone. */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SimWorldTest {
    private static final int WORLDS = 500;

    private static final Set<Long> PLAYING = ConcurrentHashMap.newKeySet();
    /** How often relayed mail was told of in all worlds. */
    private static final AtomicInteger CONFIRMED = new AtomicInteger();
    /** How often machines of hubs handed mail to others, and how often they sent it themselves. */
    private static final AtomicInteger HANDOVERS = new AtomicInteger();
    private static final AtomicInteger TAKEOVERS = new AtomicInteger();

    @Test
    void everyAcceptedRecipientComesToExactlyOneEnd() {
        long only = Long.getLong("seed", -1);
        LongStream seeds = only < 0 ? LongStream.range(0, WORLDS) : LongStream.of(only);
        List.of(CONFIRMED, HANDOVERS, TAKEOVERS).forEach(count -> count.set(0));
        seeds.parallel().forEach(SimWorldTest::live);
        assertTrue(only >= 0 || CONFIRMED.get() > WORLDS, "relayed mail was told of " + CONFIRMED.get() + " times");
        assertTrue(only >= 0 || HANDOVERS.get() > WORLDS / 10 && TAKEOVERS.get() > WORLDS / 10, "mail was handed over "
                + HANDOVERS.get() + " times, and sent by the second machine " + TAKEOVERS.get() + " times");
    }

    private static long live(long seed) {
        SimWorld world = new SimWorld(seed);
        PLAYING.add(seed);
        try {
            world.live();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("world " + seed + " (" + world + "): " + e.getMessage() + "\nPlay it again with "
                    + "-Dtest=SimWorldTest -Dseed=" + seed + "; bench/run worlds " + seed + " 1 tells its story.", e);
        }
        PLAYING.remove(seed);
        CONFIRMED.addAndGet(world.confirmed());
        HANDOVERS.addAndGet(world.handovers());
        TAKEOVERS.addAndGet(world.takeovers());
        return world.trace();
    }

    @AfterEach
    void noWorldGoesOnForever() {
        assertEquals(Set.of(), PLAYING, "seeds of worlds that failed or never came to an end");
        PLAYING.clear();
    }

    @Test
    void aSeedPlaysTheSameWorldAgain() {
        assertEquals(live(7), live(7));
        assertNotEquals(live(7), live(8));
    }
}

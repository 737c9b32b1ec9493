package org.packetboat.engine.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.peer.MaxRate;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.time.AgeClock;
import org.packetboat.engine.time.Plausible;

/** What is on disk of messages that were handed out, and is wrong. */
class RateBookTest {
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
    private static final MaxRate ONE = new MaxRate(1, Duration.ofHours(1));
    private final SimStore store = new SimStore(1);
    private Duration passed = Duration.ZERO;

    private RateBook open(Instant wall) {
        AgeClock clock = new AgeClock();
        passed = Duration.ZERO;
        clock.start(Optional.empty(), wall, Plausible.ALWAYS, () -> passed);
        RateBook book = new RateBook(store, clock);
        book.open();
        return book;
    }

    private List<byte[]> keys() {
        List<byte[]> keys = new ArrayList<>();
        store.scan(Family.META, CountedMail.FIRST_KEY, CountedMail.END_KEY).forEach((key, _) -> keys.add(key));
        return keys;
    }

    @Test
    void messageOfTheFutureCountsAsHandedOutNow() {
        open(NOW.plus(Duration.ofDays(400))).give("far", ONE, NOW);
        RateBook book = open(NOW);
        assertEquals(NOW.plus(Duration.ofHours(1)), book.next("far", ONE));
        assertEquals(Instant.MIN, book.next("near", ONE));
    }

    @Test
    void whatCountsNoMoreIsTakenFromTheDisk() {
        RateBook book = open(NOW);
        book.give("far", ONE, NOW);
        passed = Duration.ofMinutes(61);
        book.give("near", ONE, NOW);
        assertEquals(1, keys().size());
    }

    @Test
    void whatCameBackUntriedIsTakenFromTheDisk() {
        MaxRate two = new MaxRate(2, Duration.ofHours(1));
        RateBook book = open(NOW);
        book.give("far", two, NOW);
        passed = Duration.ofMinutes(1);
        book.give("far", two, NOW.plusSeconds(60));
        book.takeBack("far", NOW);
        assertEquals(Instant.MIN, book.next("far", two));
        assertEquals(NOW.plusSeconds(3660), open(NOW.plusSeconds(60)).next("far", ONE));
    }

    /** The disk was full for a moment. */
    @Test
    void whatTheDiskDidNotTakeIsWrittenWithTheNext() {
        RateBook book = open(NOW);
        store.failNext(1);
        book.give("far", ONE, NOW);
        assertEquals(0, keys().size());
        book.give("near", ONE, NOW);
        assertEquals(2, keys().size());
    }

    @Test
    void damagedOneIsPassedOver() {
        open(NOW).give("far", ONE, NOW);
        store.stage(new Batch().put(Family.META, "rate\0seven".getBytes(StandardCharsets.UTF_8), new byte[]{7}));
        assertEquals(NOW.plus(Duration.ofHours(1)), open(NOW).next("far", ONE));
    }

    @Test
    void whatCanNotBeReadDoesNotCountAndTheNextOneIsKept() {
        open(NOW).give("far", ONE, NOW);
        store.garble(Family.META, _ -> true);
        RateBook book = open(NOW);
        assertEquals(Instant.MIN, book.next("far", ONE));
        book.give("far", ONE, NOW);
        assertEquals(NOW.plus(Duration.ofHours(1)), open(NOW).next("far", ONE));
    }
}

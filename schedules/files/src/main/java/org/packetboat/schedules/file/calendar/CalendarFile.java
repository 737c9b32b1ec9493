package org.packetboat.schedules.file.calendar;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import biweekly.io.chain.ChainingTextStringParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The events of an iCalendar file (RFC 5545), each as often as it takes place: RRULE, RDATE, EXDATE and changed single
 * occurrences (RECURRENCE-ID) are followed; what was cancelled is left out. To-dos and journals are no events. Of a
 * time in a zone that the JDK knows by the same name the JDK's rules count, else those in the file.
 */
public final class CalendarFile {
    /** Beyond this an event is not repeated: as far as windows are looked ahead. */
    private static final Duration AHEAD = Duration.ofDays(3660);
    /** What is over may be asked for when a night is looked at that has been. */
    private static final Duration BEFORE = Duration.ofDays(400);
    private static final int MOST = 20_000;
    private static final String END = "END:VCALENDAR";

    private final ICalendar calendar;
    private final LocalDateTime from;
    private final LocalDateTime to;
    private final List<Occurrence> occurrences = new ArrayList<>();

    private CalendarFile(ICalendar calendar, Instant now) {
        this.calendar = calendar;
        this.from = LocalDateTime.ofInstant(now.minus(BEFORE), ZoneOffset.UTC);
        this.to = LocalDateTime.ofInstant(now.plus(AHEAD), ZoneOffset.UTC);
    }

    /** What is wrong with a calendar, and in which line: 1 if nobody knows. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;

        Unreadable(int line, String message) {
            super(message);
            this.line = line;
        }

        public int line() {
            return line;
        }
    }

    /**
     * Reads a file's text.
     *
     * @param now repeated events are told from a year before to ten years after it
     * @throws Unreadable if it is no calendar, an event has no time that can be read, or there are more than 20,000
     *                    occurrences
     */
    public static List<Occurrence> read(String text, Instant now) throws Unreadable {
        int lines = (int) Math.max(1, text.lines().count());
        if (!text.toUpperCase(Locale.ROOT).contains(END))
            throw new Unreadable(lines,
                    "found no calendar, or half of one; expected iCalendar (RFC 5545) up to " + END);
        List<List<ParseWarning>> warnings = new ArrayList<>();
        ChainingTextStringParser parser = Biweekly.parse(text).warnings(warnings);
        CalendarFile file = new CalendarFile(Optional.ofNullable(parser.first())
                .orElseThrow(() -> new Unreadable(1, "found no calendar; expected iCalendar (RFC 5545)")), now);
        try {
            for (List<VEvent> sameUid : file.byUid())
                file.add(sameUid);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Unreadable(1, "found an event that can't be read (" + e.getMessage() + "); expected RFC 5545");
        } catch (Unreadable e) {
            Optional<ParseWarning> why = warnings.stream().flatMap(List::stream).findFirst();
            throw why.isEmpty()
                    ? e
                    : new Unreadable(why.flatMap(w -> Optional.ofNullable(w.getLineNumber())).orElse(1),
                            e.getMessage() + " (" + why.get().getMessage() + ")");
        }
        return List.copyOf(file.occurrences);
    }

    private List<List<VEvent>> byUid() {
        Map<String, List<VEvent>> events = new LinkedHashMap<>();
        for (VEvent event : calendar.getEvents()) {
            String uid = event.getUid() == null ? "no name " + events.size() : event.getUid().getValue();
            events.computeIfAbsent(uid, _ -> new ArrayList<>()).add(event);
        }
        return List.copyOf(events.values());
    }

    /** An event and what was changed of single occurrences of it. */
    private void add(List<VEvent> sameUid) throws Unreadable {
        List<CalendarEvent> events = new ArrayList<>();
        for (VEvent event : sameUid)
            events.add(new CalendarEvent(event, calendar.getTimezoneInfo()));
        Set<LocalDateTime> changed = events.stream().flatMap(event -> event.replaces().stream())
                .collect(Collectors.toSet());
        for (CalendarEvent event : events) {
            boolean single = event.replaces().isPresent();
            for (LocalDateTime start : event.starts(from, to, MOST + changed.size())) {
                if (single || !changed.contains(start)) add(event.at(start));
            }
        }
    }

    private void add(Occurrence occurrence) throws Unreadable {
        occurrences.add(occurrence);
        if (occurrences.size() > MOST)
            throw new Unreadable(1, "found more than " + MOST + " occurrences of events from a year ago to ten years "
                    + "ahead; expected fewer");
    }
}

package org.packetboat.schedules.file.calendar;

import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.Recur;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DateProperty;
import net.fortuna.ical4j.model.property.RRule;

/**
 * The events of an iCalendar file (RFC 5545), each as often as it takes place: RRULE, RDATE, EXDATE and changed single
 * occasions (RECURRENCE-ID) are followed; what was cancelled is left out. To-dos and journals are no events. Of a time
 * in a zone that the JDK knows by the same name the JDK's rules count, else those in the file.
 */
public final class CalendarFile {
    /** Beyond this an event is not repeated: as far as windows are looked ahead. */
    private static final Duration AHEAD = Duration.ofDays(3660);
    /** What is over may be asked for when a night is looked at that has been. */
    private static final Duration BEFORE = Duration.ofDays(400);
    private static final int MOST = 20_000;
    private static final int MOST_IN_A_DAY = 24;

    private final LocalDateTime from;
    private final LocalDateTime to;
    private final List<Occasion> occasions = new ArrayList<>();

    private CalendarFile(Instant now) {
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
     * @throws Unreadable if it is no calendar, an event has no time, or there are more than 20,000 occasions
     */
    public static List<Occasion> read(String text, Instant now) throws Unreadable {
        CalendarFile file = new CalendarFile(now);
        try {
            for (List<VEvent> sameUid : byUid(new CalendarBuilder().build(new StringReader(text)).getComponents()))
                file.add(sameUid);
        } catch (ParserException e) {
            throw new Unreadable(Math.max(1, e.getLineNo()), String.valueOf(e.getMessage()));
        } catch (IOException | DateTimeException | IllegalArgumentException | UnsupportedOperationException e) {
            throw new Unreadable(1, String.valueOf(e.getMessage()));
        }
        return List.copyOf(file.occasions);
    }

    private static List<List<VEvent>> byUid(List<? extends Component> components) {
        Map<String, List<VEvent>> events = new LinkedHashMap<>();
        int unnamed = 0;
        for (Component component : components) {
            if (!(component instanceof VEvent event)) continue;
            Optional<String> uid = text(event, Property.UID);
            events.computeIfAbsent(uid.orElse("no name " + unnamed++), _ -> new ArrayList<>()).add(event);
        }
        return List.copyOf(events.values());
    }

    private static Optional<String> text(VEvent event, String name) {
        return event.<Property>getProperty(name).map(Property::getValue);
    }

    /** An event and what was changed of single occasions of it. */
    private void add(List<VEvent> sameUid) throws Unreadable {
        Set<Instant> changed = sameUid.stream().flatMap(event -> date(event, Property.RECURRENCE_ID).stream())
                .map(CalendarFile::comparable).collect(Collectors.toSet());
        for (VEvent event : sameUid) {
            if (text(event, Property.STATUS).filter("CANCELLED"::equalsIgnoreCase).isPresent()) continue;
            Temporal start = date(event, Property.DTSTART).orElseThrow(() -> new Unreadable(1,
                    "found the event " + name(event) + " without DTSTART; expected events with a time"));
            checkPace(event);
            boolean single = event.getProperty(Property.RECURRENCE_ID).isPresent();
            for (Period<? extends Temporal> period : periods(event, start)) {
                Temporal begins = inItsZone(event, period.getStart());
                if (single || !changed.contains(comparable(begins))) add(event, begins, period.getEnd());
            }
        }
    }

    /** The library writes down all occasions before it gives them: for each second, more than memory holds. */
    private static void checkPace(VEvent event) throws Unreadable {
        for (Property rule : event.getProperties(Property.RRULE)) {
            Recur<?> recur = ((RRule<?>) rule).getRecur();
            long inADay = (long) Math.max(1, recur.getHourList().size()) * Math.max(1, recur.getMinuteList().size())
                    * Math.max(1, recur.getSecondList().size());
            long most = switch (recur.getFrequency()) {
                case SECONDLY, MINUTELY -> 0;
                case HOURLY -> 1;
                default -> MOST_IN_A_DAY;
            };
            if (inADay > most)
                throw new Unreadable(1, "found the event " + name(event) + " that is repeated by " + rule.getValue()
                        + "; expected no more than once an hour");
        }
    }

    private void add(VEvent event, Temporal begins, Temporal periodEnd) throws Unreadable {
        Temporal end = inItsZone(event, periodEnd);
        if (begins instanceof LocalDate day && !day.isBefore(LocalDate.from(end))) end = day.plusDays(1);
        if (comparable(end).isBefore(comparable(begins)))
            throw new Unreadable(1, "found the event " + name(event) + " that ends at " + end
                    + "; expected no time before its begin, " + begins);
        if (occasions.size() == MOST)
            throw new Unreadable(1, "found more than " + MOST
                    + " occasions of events from a year ago to ten "
                    + "years ahead; expected fewer");
        occasions.add(new Occasion(text(event, Property.SUMMARY).orElse(""), begins, end));
    }

    private static String name(VEvent event) {
        return '"' + text(event, Property.SUMMARY).or(() -> text(event, Property.UID)).orElse("") + '"';
    }

    private static Optional<Temporal> date(VEvent event, String name) {
        return event.<DateProperty<? extends Temporal>>getProperty(name)
                .map(date -> inItsZone(event, date.getDate()));
    }

    /** Occasions of the same event can be compared like this, whatever zone they are in. */
    private static Instant comparable(Temporal time) {
        return Occasion.instant(time, ZoneOffset.UTC);
    }

    /** The library wants the span to be of the type of the event's start. */
    private Set<? extends Period<? extends Temporal>> periods(VEvent event, Temporal start) {
        return switch (start) {
            case LocalDate _ -> event.calculateRecurrenceSet(new Period<>(from.toLocalDate(), to.toLocalDate()));
            case LocalDateTime _ -> event.calculateRecurrenceSet(new Period<>(from, to));
            case ZonedDateTime zoned -> event.calculateRecurrenceSet(
                    new Period<>(from.atZone(zoned.getZone()), to.atZone(zoned.getZone())));
            default -> event.calculateRecurrenceSet(
                    new Period<>(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC)));
        };
    }

    /** The library has zones of its own, as they were when it was made. */
    private static Temporal inItsZone(VEvent event, Temporal time) {
        if (!(time instanceof ZonedDateTime zoned)) return time;
        return Stream.of(Property.DTSTART).flatMap(name -> event.getProperty(name).stream())
                .flatMap(start -> start.<Parameter>getParameter(Parameter.TZID).stream()).map(Parameter::getValue)
                .filter(ZoneId.getAvailableZoneIds()::contains).findFirst()
                .<Temporal>map(id -> zoned.toLocalDateTime().atZone(ZoneId.of(id))).orElse(time);
    }
}

package org.packetboat.schedules.file.calendar;

import biweekly.component.VEvent;
import biweekly.io.TimezoneAssignment;
import biweekly.io.TimezoneInfo;
import biweekly.property.ExceptionDates;
import biweekly.property.ICalProperty;
import biweekly.property.RecurrenceDates;
import biweekly.util.DateTimeComponents;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeSet;
import org.packetboat.schedules.file.calendar.CalendarFile.Unreadable;

/**
 * One event of a calendar. It is repeated by the clock on the wall where it takes place, so that everything is reckoned
 * by that, whatever the clock does there; only then each time becomes an instant.
 */
final class CalendarEvent {
    private static final TimeZone WALL = TimeZone.getTimeZone("UTC");

    private final VEvent event;
    private final TimezoneInfo zones;
    private final LocalDateTime start;
    private final boolean wholeDays;
    private final boolean floating;
    private final TimeZone zone;
    private final Duration length;

    CalendarEvent(VEvent event, TimezoneInfo zones) throws Unreadable {
        this.event = event;
        this.zones = zones;
        if (event.getDateStart() == null || event.getDateStart().getValue() == null)
            throw new Unreadable(1, "found the event " + name() + " without DTSTART; expected events with a time");
        String unknown = event.getDateStart().getParameters().getTimezoneId();
        if (unknown != null)
            throw new Unreadable(1, "found the event " + name() + " in the time zone " + unknown
                    + "; expected a VTIMEZONE in the file, or a name like Europe/Berlin");
        ICalDate given = event.getDateStart().getValue();
        wholeDays = !given.hasTime();
        floating = !wholeDays && zones.isFloating(event.getDateStart());
        zone = zoneOf(event.getDateStart()).orElse(WALL);
        start = wall(given.getRawComponents());
        length = length();
        if (length.isNegative())
            throw new Unreadable(1, "found the event " + name() + " that ends at " + start.plus(length)
                    + "; expected no time before its begin, " + start);
        checkPace();
    }

    private String name() {
        String name = event.getSummary() != null
                ? event.getSummary().getValue()
                : event.getUid() == null ? "" : event.getUid().getValue();
        return '"' + name + '"';
    }

    private Optional<TimeZone> zoneOf(ICalProperty property) {
        return Optional.ofNullable(zones.getTimezone(property)).map(CalendarEvent::known);
    }

    /** The JDK's rules of a zone that has the same name there: those in a file are of the day it was written. */
    private static TimeZone known(TimezoneAssignment given) {
        String name = given.getComponent() == null
                ? given.getTimeZone().getID()
                : given.getComponent().getTimezoneId().getValue();
        return ZoneId.getAvailableZoneIds().contains(name) ? TimeZone.getTimeZone(name) : given.getTimeZone();
    }

    private Duration length() {
        if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
            LocalDateTime end = wall(event.getDateEnd().getValue().getRawComponents());
            Optional<TimeZone> other = zoneOf(event.getDateEnd());
            return other.isPresent() && !other.get().equals(zone)
                    ? Duration.between(instant(start, zone), instant(end, other.get()))
                    : Duration.between(start, end);
        }
        if (event.getDuration() != null) return Duration.ofMillis(event.getDuration().getValue().toMillis());
        return wholeDays ? Duration.ofDays(1) : Duration.ZERO;
    }

    /** What the clock shows there, also for a time in UTC. */
    private LocalDateTime wall(DateTimeComponents time) {
        LocalDateTime shown = LocalDateTime.of(time.getYear(), time.getMonth(), time.getDate(), time.getHour(),
                time.getMinute(), time.getSecond());
        if (!time.isUtc()) return shown;
        Instant at = shown.toInstant(ZoneOffset.UTC);
        return LocalDateTime.ofEpochSecond(at.getEpochSecond() + zone.getOffset(at.toEpochMilli()) / 1000L, 0,
                ZoneOffset.UTC);
    }

    private static Instant instant(LocalDateTime shown, TimeZone zone) {
        return new DateTimeComponents(shown.getYear(), shown.getMonthValue(), shown.getDayOfMonth(), shown.getHour(),
                shown.getMinute(), shown.getSecond(), false).toDate(zone).toInstant();
    }

    /** Whoever repeats an event more than hourly means no window. */
    private void checkPace() throws Unreadable {
        if (event.getRecurrenceRule() == null) return;
        Recurrence rule = event.getRecurrenceRule().getValue();
        Frequency pace = rule.getFrequency();
        long inADay = (long) Math.max(1, rule.getByHour().size()) * Math.max(1, rule.getByMinute().size())
                * Math.max(1, rule.getBySecond().size());
        boolean tooOften = pace == Frequency.SECONDLY || pace == Frequency.MINUTELY
                || inADay > (pace == Frequency.HOURLY ? 1 : 24);
        if (tooOften)
            throw new Unreadable(1, "found the event " + name() + " that is repeated more than hourly; expected once "
                    + "an hour at most");
    }

    /** Which occurrence of the event of the same UID it takes the place of. */
    Optional<LocalDateTime> replaces() {
        return Optional.ofNullable(event.getRecurrenceId()).map(id -> wall(id.getValue().getRawComponents()));
    }

    /** When it begins, by the clock there. @param most no more than these are told, and one */
    SortedSet<LocalDateTime> starts(LocalDateTime from, LocalDateTime to, int most) {
        SortedSet<LocalDateTime> starts = new TreeSet<>();
        if (event.getStatus() != null && event.getStatus().isCancelled()) return starts;
        starts.add(start);
        for (RecurrenceDates more : event.getRecurrenceDates()) {
            more.getDates().forEach(date -> starts.add(wall(date.getRawComponents())));
            more.getPeriods().forEach(period -> starts.add(wall(period.getStartDate().getRawComponents())));
        }
        if (event.getRecurrenceRule() != null) repeat(event.getRecurrenceRule().getValue(), from, to, most, starts);
        starts.removeAll(exceptions());
        return starts;
    }

    private void repeat(Recurrence rule, LocalDateTime from, LocalDateTime to, int most, Set<LocalDateTime> starts) {
        LocalDateTime until = rule.getUntil() == null ? to : last(rule.getUntil());
        LocalDateTime last = until.isBefore(to) ? until : to;
        DateIterator each = new Recurrence.Builder(rule).until((ICalDate) null).build()
                .getDateIterator(new Date(start.toInstant(ZoneOffset.UTC).toEpochMilli()), WALL);
        while (each.hasNext() && starts.size() <= most) {
            LocalDateTime next = LocalDateTime.ofInstant(each.next().toInstant(), ZoneOffset.UTC);
            if (next.isAfter(last)) return;
            if (!next.isBefore(from)) starts.add(next);
        }
    }

    /** A day is meant up to its end. */
    private LocalDateTime last(ICalDate until) {
        LocalDateTime last = wall(until.getRawComponents());
        return until.hasTime() ? last : last.plusDays(1).minusSeconds(1);
    }

    private Set<LocalDateTime> exceptions() {
        Set<LocalDateTime> none = new HashSet<>();
        for (ExceptionDates dates : event.getExceptionDates())
            dates.getValues().forEach(date -> none.add(wall(date.getRawComponents())));
        return none;
    }

    /** What takes place from then on. */
    Occurrence at(LocalDateTime begins) {
        return new Occurrence(event.getSummary() == null ? "" : event.getSummary().getValue(), place(begins),
                place(begins.plus(length)));
    }

    private Temporal place(LocalDateTime shown) {
        if (wholeDays) return shown.toLocalDate();
        if (floating) return shown;
        Instant at = instant(shown, zone);
        return at.atOffset(ZoneOffset.ofTotalSeconds(zone.getOffset(at.toEpochMilli()) / 1000));
    }
}

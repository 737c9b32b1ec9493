package org.packetboat.schedules.file.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.window.Dates;

/**
 * One time at which an event of a calendar takes place (RFC 5545 3.6.1).
 *
 * @param summary what it is called, empty if it has no name
 * @param start   a {@link LocalDate} where it takes whole days, a {@link LocalDateTime} where its zone is that of who
 *                looks, else a time with a zone or an offset
 * @param end     the first day or instant after it, of the same type; an event that takes no time ends as it begins
 */
public record Occurrence(String summary, Temporal start, Temporal end) {
    /** On the time line, for somebody in this zone; empty if it takes no time, or a clock change leaves none. */
    public Optional<Interval> in(ZoneId zone) {
        Instant open = instant(start, zone);
        Instant close = instant(end, zone);
        return open.isBefore(close) ? Optional.of(new Interval(open, close)) : Optional.empty();
    }

    static Instant instant(Temporal time, ZoneId zone) {
        return switch (time) {
            case LocalDate day -> day.atStartOfDay(zone).toInstant();
            case LocalDateTime local -> local.atZone(zone).toInstant();
            default -> Instant.from(time);
        };
    }

    /** The days that it touches, where it takes place. */
    public Dates.Once days() {
        LocalDate first = LocalDate.from(start);
        LocalDate last = LocalDate.from(end);
        boolean endsAtMidnight = end instanceof LocalDate || LocalTime.from(end).equals(LocalTime.MIDNIGHT);
        return new Dates.Once(first, endsAtMidnight && last.isAfter(first) ? last.minusDays(1) : last);
    }
}

package org.packetboat.schedules.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.packetboat.engine.route.Interval;

/**
 * From wall-clock times to instants: a time stands for the first instant at which the wall clock shows it or has gone
 * past it. So a time that a clock change leaves out stands for the change itself, and a time that occurs twice for its
 * first occurrence. Later times never stand for earlier instants, so windows neither overlap nor change their order.
 */
final class WallClock {
    private WallClock() {
    }

    /** The first instant at which the clock shows this time or a later one. */
    static Instant first(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        if (change == null) return time.toInstant(zone.getRules().getOffset(time));
        return change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
    }

    /**
     * An opening. Where a clock change leaves out both its ends, it begins at the change and keeps its length: a
     * window is not skipped because its hour is.
     */
    static Interval opening(LocalDateTime open, Duration length, ZoneId zone) {
        Instant from = first(open, zone);
        Instant to = first(open.plus(length), zone);
        return new Interval(from, to.isAfter(from) ? to : from.plus(length));
    }

    /** Whether the zone has this day at all; a place that crosses the date line westwards skips one. */
    static boolean has(LocalDate day, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(day.atStartOfDay());
        return change == null || change.isOverlap()
                || change.getDateTimeAfter().isBefore(day.plusDays(1).atStartOfDay());
    }
}

package org.packetboat.app.web.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;

/**
 * When nights end. A night goes from noon to noon, by the clock on the wall, and has the date of its evening. It ends
 * at the time that was configured; else when the last window closes in it; a minute more, since what happens at a close
 * is told a little later. A night in which none closes has no end of its own, and no report: that of the next one tells
 * of it, too. Where no window ever closes, it ends at 06:00.
 *
 * @param routes those in force
 * @param at     when it ends, if that was configured
 */
public record ReportTimes(Supplier<List<Route>> routes, ZoneId zone, Optional<LocalTime> at) {
    private static final LocalTime NOON = LocalTime.NOON;
    private static final LocalTime USUAL = LocalTime.of(6, 0);
    private static final Duration SETTLING = Duration.ofMinutes(1);
    private static final int LOOKED_BACK = 10;
    private static final int MOST_OPENINGS = 10_000;

    /**
     * A night that is over, or will be.
     *
     * @param date of its evening
     * @param end  when it ends
     */
    public record Night(LocalDate date, Instant end) {}

    /** The night that an instant belongs to. */
    public LocalDate date(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        return instant.isAfter(noon(day)) ? day : day.minusDays(1);
    }

    private Instant noon(LocalDate day) {
        return day.atTime(NOON).atZone(zone).toInstant();
    }

    /** When a night ends; empty if it has no end of its own. */
    public Optional<Instant> end(LocalDate date) {
        return close(date).map(close -> close.plus(SETTLING));
    }

    private Optional<Instant> close(LocalDate date) {
        if (at.isPresent()) return Optional.of(at(date, at.get()));
        Instant from = noon(date);
        Instant to = noon(date.plusDays(1));
        Set<Window> windows = Collections.newSetFromMap(new IdentityHashMap<>());
        routes.get().forEach(route -> windows.add(route.window()));
        Optional<Instant> last = windows.stream().flatMap(window -> lastClose(window, from, to).stream())
                .max(Instant::compareTo);
        if (last.isPresent() || windows.stream().anyMatch(window -> closes(window, from))) return last;
        return Optional.of(at(date, USUAL));
    }

    /** A time up to noon is that of the morning. */
    private Instant at(LocalDate date, LocalTime time) {
        LocalDate day = time.isAfter(NOON) ? date : date.plusDays(1);
        return day.atTime(time).atZone(zone).toInstant();
    }

    private static boolean closes(Window window, Instant from) {
        return window.from(from).filter(interval -> !interval.close().equals(Instant.MAX)).isPresent();
    }

    /** After {@code from}, and not after {@code to}. */
    static Optional<Instant> lastClose(Window window, Instant from, Instant to) {
        Optional<Instant> last = Optional.empty();
        Optional<Interval> next = window.from(from);
        for (int i = 0; i < MOST_OPENINGS && next.filter(n -> n.open().isBefore(to)).isPresent(); i++) {
            Instant close = next.get().close();
            if (close.isAfter(to)) return last;
            if (close.isAfter(from)) last = Optional.of(close);
            next = window.from(close);
        }
        return last;
    }

    /** The last night that was over at this time; of the last ten days. */
    public Optional<Night> over(Instant now) {
        LocalDate today = date(now);
        for (int back = 0; back <= LOOKED_BACK; back++) {
            LocalDate date = today.minusDays(back);
            Optional<Instant> end = end(date).filter(e -> !e.isAfter(now));
            if (end.isPresent()) return Optional.of(new Night(date, end.get()));
        }
        return Optional.empty();
    }

    /** Where what is told of a night begins, if no report before it says that. */
    public Instant begin(LocalDate date) {
        for (int back = 1; back <= LOOKED_BACK; back++) {
            Optional<Instant> end = end(date.minusDays(back));
            if (end.isPresent()) return end.get();
        }
        return noon(date).minus(Duration.ofDays(1));
    }
}

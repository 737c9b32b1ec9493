package org.packetboat.schedules.window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.packetboat.engine.route.Interval;

/**
 * The same hours on some days of every week. A window belongs to the day it opens on: one that runs over midnight is
 * not shortened by an exception on the next day.
 */
public record Weekly(ZoneId zone, Set<DayOfWeek> days, Dates except, Hours hours) implements Openings {
    private static final int WEEK = DayOfWeek.values().length;

    public Weekly {
        days = Set.copyOf(days);
    }

    @Override
    public boolean opensOn(LocalDate day) {
        return days.contains(day.getDayOfWeek()) && !except.contains(day);
    }

    @Override
    public List<Interval> on(LocalDate day) {
        if (!opensOn(day) || !WallClock.has(day, zone)) return List.of();
        return List.of(WallClock.opening(day.atTime(hours.open()), hours.length(), zone));
    }

    @Override
    public Duration longest() {
        return hours.length();
    }

    @Override
    public boolean neverClose() {
        return days.size() == WEEK && hours.fillTheDay() && except.stretches().isEmpty();
    }
}

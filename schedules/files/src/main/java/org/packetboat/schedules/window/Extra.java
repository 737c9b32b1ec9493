package org.packetboat.schedules.window;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.packetboat.engine.route.Interval;

/** Openings on named dates, whatever the week or the holidays say. */
public record Extra(ZoneId zone, Dates dates, Hours hours) implements Openings {
    @Override
    public boolean opensOn(LocalDate day) {
        return dates.contains(day);
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
}

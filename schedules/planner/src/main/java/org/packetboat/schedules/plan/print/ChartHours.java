package org.packetboat.schedules.plan.print;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.route.Interval;

/** The times that stand above a chart: full hours, or parts or several of them, by the clock on the wall. */
final class ChartHours {
    private static final int MOST = 16;
    private static final List<Duration> STEPS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(10),
            Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30),
            Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(3), Duration.ofHours(6), Duration.ofHours(12),
            Duration.ofDays(1), Duration.ofDays(7));

    private ChartHours() {}

    /** On the night in which clocks change, steps of hours follow the wall's clock, too. */
    static List<Instant> of(Interval range, ZoneId zone) {
        Duration step = STEPS.stream().filter(s -> range.left(range.open()).dividedBy(s) < MOST).findFirst()
                .orElse(STEPS.getLast());
        List<Instant> hours = new ArrayList<>();
        ZonedDateTime day = range.open().atZone(zone).truncatedTo(ChronoUnit.DAYS);
        long steps = Math.max(1, Duration.ofDays(1).dividedBy(step));
        while (!day.toInstant().isAfter(range.close())) {
            for (long i = 0; i < steps; i++) {
                Instant at = day.toLocalDateTime().plus(step.multipliedBy(i)).atZone(zone).toInstant();
                boolean inside = !at.isBefore(range.open()) && !at.isAfter(range.close());
                if (inside && (hours.isEmpty() || hours.getLast().isBefore(at))) hours.add(at);
            }
            day = day.plusDays(Math.max(1, step.toDays()));
        }
        return hours;
    }
}

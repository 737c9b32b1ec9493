package org.packetboat.schedules.window;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.packetboat.engine.route.Interval;

/** Openings that were listed one by one, such as the passes of a satellite. They are filed under their days in UTC. */
public final class Passes implements Openings {
    private final NavigableMap<LocalDate, List<Interval>> days;
    private final Duration longest;

    public Passes(List<Interval> passes) {
        this.days = passes.stream().collect(Collectors.groupingBy(
                pass -> LocalDate.ofInstant(pass.open(), ZoneOffset.UTC), TreeMap::new,
                Collectors.toUnmodifiableList()));
        this.longest = passes.stream().map(pass -> Duration.between(pass.open(), pass.close()))
                .max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    @Override
    public boolean opensOn(LocalDate day) {
        return days.containsKey(day);
    }

    @Override
    public List<Interval> on(LocalDate day) {
        return days.getOrDefault(day, List.of());
    }

    @Override
    public Duration longest() {
        return longest;
    }

    /** Gaps of any length are no reason to look no further: what comes is listed. */
    @Override
    public Optional<LocalDate> next(LocalDate from) {
        return Optional.ofNullable(days.ceilingKey(from));
    }
}

package org.packetboat.schedules.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.packetboat.engine.route.Interval;

/** Stretches of time in which a window stays shut, whatever its rules say: maintenance of a line or its far side. */
public final class Closings {
    private final NavigableMap<Instant, Instant> ends = new TreeMap<>();

    /** @param stretches in any order; they may overlap */
    public Closings(List<Interval> stretches) {
        stretches.forEach(this::add);
    }

    private void add(Interval stretch) {
        Instant open = stretch.open();
        Instant close = stretch.close();
        Map.Entry<Instant, Instant> before = ends.floorEntry(open);
        if (before != null && !before.getValue().isBefore(open)) open = before.getKey();
        NavigableMap<Instant, Instant> joined = ends.subMap(open, true, close, true);
        for (Instant end : joined.values())
            close = end.isAfter(close) ? end : close;
        joined.clear();
        ends.put(open, close);
    }

    /** What a rule opens without these stretches. */
    public Openings without(Openings rule) {
        return ends.isEmpty() ? rule : new Shut(rule);
    }

    private List<Interval> left(Interval opening) {
        List<Interval> left = new ArrayList<>();
        Instant from = opening.open();
        Instant first = Optional.ofNullable(ends.floorKey(from)).orElse(from);
        for (Map.Entry<Instant, Instant> shut : ends.subMap(first, true, opening.close(), false).entrySet()) {
            if (from.isBefore(shut.getKey())) left.add(new Interval(from, shut.getKey()));
            if (shut.getValue().isAfter(from)) from = shut.getValue();
        }
        if (from.isBefore(opening.close())) left.add(new Interval(from, opening.close()));
        return left;
    }

    /** A rule that asks for an opening on the days on which it did, and gets less of it. */
    private final class Shut implements Openings {
        private final Openings rule;

        Shut(Openings rule) {
            this.rule = rule;
        }

        @Override
        public boolean opensOn(LocalDate day) {
            return rule.opensOn(day);
        }

        @Override
        public List<Interval> on(LocalDate day) {
            return rule.on(day).stream().flatMap(opening -> left(opening).stream()).toList();
        }

        @Override
        public Duration longest() {
            return rule.longest();
        }

        /** Passes over a closing at once, however long it is. */
        @Override
        public Optional<LocalDate> next(LocalDate from) {
            LocalDate last = from.plusDays(FURTHEST_DAYS);
            Optional<LocalDate> day = rule.next(from);
            while (day.isPresent() && on(day.get()).isEmpty())
                day = day.map(this::afterClosing).filter(later -> !later.isAfter(last)).flatMap(rule::next);
            return day;
        }

        private LocalDate afterClosing(LocalDate day) {
            Optional<Instant> ended = rule.on(day).stream().map(Interval::open).map(ends::floorEntry)
                    .filter(Objects::nonNull).map(Map.Entry::getValue).max(Comparator.naturalOrder());
            LocalDate next = day.plusDays(1);
            return ended.map(end -> LocalDate.ofInstant(end, ZoneOffset.UTC).minusDays(1)).filter(next::isBefore)
                    .orElse(next);
        }
    }
}

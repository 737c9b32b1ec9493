package org.packetboat.schedules.plan.question;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

/**
 * A window that opens at these times and at no others.
 *
 * @param intervals sorted and apart from each other; those that touch or overlap become one
 */
public record OpenTimes(List<Interval> intervals) implements Window {
    public OpenTimes {
        intervals = merged(intervals);
    }

    public static OpenTimes of(Interval... intervals) {
        return new OpenTimes(List.of(intervals));
    }

    /** What a window comes to within a horizon: whatever of it lies outside is cut off. */
    public static OpenTimes within(Window window, Interval horizon) {
        List<Interval> found = new ArrayList<>();
        Optional<Interval> next = window.from(horizon.open());
        while (next.isPresent() && next.get().open().isBefore(horizon.close())) {
            found.add(new Interval(later(next.get().open(), horizon.open()),
                    earlier(next.get().close(), horizon.close())));
            if (!next.get().close().isBefore(horizon.close())) break;
            next = window.from(next.get().close());
        }
        return new OpenTimes(found);
    }

    /** The same, each opening earlier and closing later by this much. */
    public OpenTimes stretched(Duration before, Duration after) {
        return new OpenTimes(intervals.stream()
                .map(i -> new Interval(i.open().minus(before), i.close().plus(after))).toList());
    }

    @Override
    public Optional<Interval> from(Instant at) {
        return intervals.stream().filter(interval -> interval.close().isAfter(at)).findFirst();
    }

    public static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    public static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static List<Interval> merged(List<Interval> intervals) {
        if (intervals.size() < 2) return List.copyOf(intervals);
        List<Interval> merged = new ArrayList<>();
        for (Interval next : intervals.stream().sorted(Comparator.comparing(Interval::open)).toList()) {
            if (merged.isEmpty() || merged.getLast().close().isBefore(next.open())) {
                merged.add(next);
            } else {
                Interval last = merged.removeLast();
                merged.add(new Interval(last.open(), later(last.close(), next.close())));
            }
        }
        return List.copyOf(merged);
    }
}

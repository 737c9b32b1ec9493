package org.packetboat.schedules.window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.packetboat.engine.route.Interval;

/**
 * The oracle: someone who looks at the wall clock every quarter of an hour and remembers the latest time it ever
 * showed. At the first look at which that is no longer before an opening, the window opens; likewise it closes; one
 * that would close as it opens stays open for its length. Knows nothing of clock changes, and nothing of how
 * {@link RuleWindow} does it. Exact where clocks change and windows open and close on quarters.
 */
final class WallClockWatcher {
    static final Duration LOOK = Duration.ofMinutes(15);

    private final long start;
    /** For each look, the latest local time shown so far, in seconds as if it were UTC. */
    private final long[] latest;

    WallClockWatcher(ZoneRules rules, LocalDate first, LocalDate last) {
        start = first.minusDays(2).toEpochSecond(LocalTime.MIN, ZoneOffset.UTC);
        long end = last.plusDays(3).toEpochSecond(LocalTime.MIN, ZoneOffset.UTC);
        latest = new long[(int) ((end - start) / LOOK.toSeconds())];
        for (int look = 0; look < latest.length; look++) {
            long now = start + look * LOOK.toSeconds();
            long shown = now + rules.getOffset(Instant.ofEpochSecond(now)).getTotalSeconds();
            latest[look] = look == 0 ? shown : Math.max(shown, latest[look - 1]);
        }
    }

    /** The merged intervals of all windows that open on these days, both included. */
    List<Interval> seen(LocalDate first, LocalDate last, Set<DayOfWeek> days, Hours hours) {
        List<Interval> seen = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (!days.contains(day.getDayOfWeek())) continue;
            Instant open = firstLook(day.atTime(hours.open()));
            Instant close = firstLook(day.atTime(hours.open()).plus(hours.length()));
            add(seen, open, close.equals(open) ? open.plus(hours.length()) : close);
        }
        return seen;
    }

    /** When the clock was first seen to show this time or a later one. */
    private Instant firstLook(LocalDateTime time) {
        int low = 0;
        int high = latest.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (latest[middle] >= time.toEpochSecond(ZoneOffset.UTC)) high = middle;
            else low = middle + 1;
        }
        return Instant.ofEpochSecond(start + low * LOOK.toSeconds());
    }

    private static void add(List<Interval> seen, Instant open, Instant close) {
        if (seen.isEmpty() || seen.getLast().close().isBefore(open)) {
            seen.add(new Interval(open, close));
            return;
        }
        Interval before = seen.removeLast();
        seen.add(new Interval(before.open(), close.isAfter(before.close()) ? close : before.close()));
    }
}

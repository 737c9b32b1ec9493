package org.packetboat.app.web.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes bars few enough for a slow line: what could not be told apart on a screen becomes one. */
final class Bars {
    private static final int STEPS = 24;

    private Bars() {}

    /** @param span the time that is looked at @param most how many bars there may be */
    static List<Bar> fewer(List<Bar> all, Duration span, int most) {
        List<Bar> sorted = all.stream().sorted(Comparator.comparing(Bar::row).thenComparing(Bar::begin)).toList();
        List<Bar> bars = sorted;
        long gap = Math.max(1, span.toMillis() >> STEPS);
        while (bars.size() > most && gap <= span.toMillis()) {
            gap *= 2;
            bars = merged(sorted, Duration.ofMillis(gap));
        }
        return bars.subList(0, Math.min(most, bars.size()));
    }

    private static List<Bar> merged(List<Bar> sorted, Duration gap) {
        List<Bar> merged = new ArrayList<>();
        for (Bar next : sorted) {
            if (!merged.isEmpty() && touches(merged.getLast(), next, gap)) merged.add(merged.removeLast().with(next));
            else merged.add(next);
        }
        return merged;
    }

    private static boolean touches(Bar before, Bar next, Duration gap) {
        if (!before.row().equals(next.row()) || !before.state().equals(next.state()) || next.state().equals("running"))
            return false;
        return !before.end().isEmpty() && !Instant.parse(next.begin()).isAfter(Instant.parse(before.end()).plus(gap));
    }
}

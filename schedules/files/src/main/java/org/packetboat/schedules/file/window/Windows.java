package org.packetboat.schedules.file.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.window.Openings;
import org.packetboat.schedules.window.RuleWindow;

/** Makes windows of what was written, one for each zone it is used in, and looks whether they ever open. */
public final class Windows {
    private static final Duration LOOK_BACK = Duration.ofDays(Openings.FURTHEST_DAYS);

    private static final Duration LOOK_AHEAD = Duration.ofDays(35);

    private record Use(WindowSpec spec, Optional<ZoneId> route) {}

    private final Instant now;
    private final Map<Use, Window> made = new HashMap<>();
    private final Map<Window, Optional<Interval>> shut = new IdentityHashMap<>();

    public Windows(Instant now) {
        this.now = now;
    }

    /** The window, for a route in this zone. */
    public Window of(WindowSpec spec, Optional<ZoneId> route) {
        return made.computeIfAbsent(new Use(spec, route), _ -> make(spec, route));
    }

    private Window make(WindowSpec spec, Optional<ZoneId> route) {
        if (spec.isAlways()) return Window.ALWAYS;
        List<Openings> openings = spec.openings(route);
        Window window = RuleWindow.of(openings);
        if (!openings.isEmpty() && window.from(now).isEmpty()) tellThatItStaysShut(spec, window);
        return window;
    }

    /**
     * The longest time that a window is shut within five weeks: from a close to the next opening. Empty if there is
     * none, as where it is always open.
     */
    public Optional<Interval> longestShut(Window window) {
        return shut.computeIfAbsent(window, this::findLongestShut);
    }

    private Optional<Interval> findLongestShut(Window window) {
        Optional<Interval> longest = Optional.empty();
        Optional<Interval> open = window.from(now);
        while (open.isPresent() && open.get().close().isBefore(now.plus(LOOK_AHEAD))) {
            Instant close = open.get().close();
            open = window.from(close);
            Optional<Interval> gap = open.map(next -> new Interval(close, next.open()));
            if (gap.isPresent() && (longest.isEmpty() || isLonger(gap.get(), longest.get()))) longest = gap;
        }
        return longest;
    }

    private static boolean isLonger(Interval one, Interval other) {
        return length(one).compareTo(length(other)) > 0;
    }

    private static Duration length(Interval interval) {
        return Duration.between(interval.open(), interval.close());
    }

    private void tellThatItStaysShut(WindowSpec spec, Window window) {
        WindowSpec.Part part = spec.parts().getFirst();
        if (window.from(now.minus(LOOK_BACK)).isPresent()) {
            part.at().warn("found a window that is over and will not open again");
        } else {
            part.at().refuseAs("found a window that never opens within ten years; expected an opening");
        }
    }
}

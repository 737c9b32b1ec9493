package org.packetboat.schedules.file.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
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
    private static final int MOST_LOOKS = 200;
    private static final Duration YEAR = Duration.ofDays(366);

    private record Use(WindowSpec spec, Optional<ZoneId> route) {}

    private record Shut(Window window, Duration least) {}

    private final Instant now;
    private final Map<Use, Window> made = new HashMap<>();
    private final Map<Shut, Optional<Interval>> shut = new HashMap<>();

    public Windows(Instant now) {
        this.now = now;
    }

    /** The window, for a route in this zone. */
    public Window of(WindowSpec spec, Optional<ZoneId> route) {
        return made.computeIfAbsent(new Use(spec, route), _ -> make(spec, route));
    }

    /** Whether a window is open now, or opens again. */
    public boolean opens(Window window) {
        return window.from(now).isPresent();
    }

    private Window make(WindowSpec spec, Optional<ZoneId> route) {
        if (spec.isAlways()) return Window.ALWAYS;
        List<Openings> openings = spec.openings(route);
        Window window = RuleWindow.of(openings);
        if (!openings.isEmpty() && window.from(now).isEmpty()) tellThatItStaysShut(spec, window);
        return window;
    }

    /**
     * The longest time, of this length at least, that a window is shut: from a close to the next opening, within the
     * five weeks to come. Empty if there is none, as where it never opens again.
     */
    public Optional<Interval> shutFor(Window window, Duration least) {
        return shut.computeIfAbsent(new Shut(window, least), this::find);
    }

    /** Whatever is shut for so long is shut at one of these instants, too; each costs a look at some days of rules. */
    private Optional<Interval> find(Shut asked) {
        Duration step = longer(asked.least.dividedBy(2), LOOK_AHEAD.dividedBy(MOST_LOOKS));
        Optional<Interval> longest = Optional.empty();
        Instant seen = Instant.MIN;
        for (Instant at = now; at.isBefore(now.plus(LOOK_AHEAD)); at = at.plus(step)) {
            Optional<Interval> open = asked.window.from(at);
            if (open.isEmpty()) break;
            Instant opens = open.get().open();
            boolean another = opens.isAfter(at) && opens.isAfter(seen);
            seen = opens;
            if (!another || !isLong(Duration.between(at.minus(step), opens), asked.least, longest)
                    && !at.equals(now))
                continue;
            Interval gap = new Interval(closed(asked.window, at, opens), opens);
            if (isLong(length(gap), asked.least, longest)) longest = Optional.of(gap);
        }
        return longest;
    }

    private static boolean isLong(Duration time, Duration least, Optional<Interval> longest) {
        return time.compareTo(least) >= 0 && longest.filter(l -> time.compareTo(length(l)) <= 0).isEmpty();
    }

    /** Since when it is shut at this instant: found by halving, a year back at most. */
    private static Instant closed(Window window, Instant at, Instant opens) {
        Instant before = at.minus(YEAR);
        Instant since = at;
        while (Duration.between(before, since).compareTo(Duration.ofSeconds(1)) > 0) {
            Instant middle = before.plus(Duration.between(before, since).dividedBy(2));
            if (window.from(middle).filter(i -> i.open().equals(opens)).isPresent()) since = middle;
            else before = middle;
        }
        return since.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
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

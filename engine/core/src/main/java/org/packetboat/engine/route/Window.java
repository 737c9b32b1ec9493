package org.packetboat.engine.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.time.Plausible;

/**
 * When a route may be used: a pure function of the instant, so that a start in mid-window, a missed wake-up or a clock
 * that jumps all lead to the right state.
 */
public interface Window {
    /** Open at all times. */
    Window ALWAYS = _ -> Optional.of(new Interval(Instant.MIN, Instant.MAX));

    int MOST_LOOKS = 1000;
    Duration LOOK_AHEAD = Duration.ofDays(35);

    /**
     * The interval that contains this instant, else the first one after it.
     *
     * @return empty if it never opens again
     */
    Optional<Interval> from(Instant at);

    /** The same, shut while the clock can't be right; what is always open needs no clock. */
    static Window believed(Window window, Plausible clock) {
        if (window == ALWAYS || clock.equals(Plausible.ALWAYS)) return window;
        return at -> window.from(at.isBefore(clock.from()) ? clock.from() : at)
                .filter(found -> found.open().isBefore(clock.to()))
                .map(found -> new Interval(clock.nearest(found.open()), clock.nearest(found.close())));
    }

    /**
     * The longest time it is open at a stretch within five weeks of its next opening; empty if it does not open, or
     * for longer, or so often that nobody knows.
     */
    default Optional<Duration> longest(Instant since) {
        Optional<Instant> end = from(since).map(Interval::open).filter(first -> first.isAfter(Instant.MIN))
                .map(first -> first.plus(LOOK_AHEAD));
        if (end.isEmpty()) return Optional.empty();
        Duration longest = Duration.ZERO;
        Instant at = since;
        for (int i = 0; i < MOST_LOOKS; i++) {
            Optional<Interval> next = from(at).filter(interval -> interval.open().isBefore(end.get()));
            if (next.isEmpty()) return Optional.of(longest);
            at = next.get().close();
            Duration open = Duration.between(next.get().open(), at);
            if (open.compareTo(LOOK_AHEAD) > 0) return Optional.empty();
            if (open.compareTo(longest) > 0) longest = open;
        }
        return Optional.empty();
    }

    default boolean isOpen(Instant at) {
        return from(at).filter(interval -> interval.contains(at)).isPresent();
    }
}

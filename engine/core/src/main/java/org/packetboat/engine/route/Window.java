package org.packetboat.engine.route;

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

    default boolean isOpen(Instant at) {
        return from(at).filter(interval -> interval.contains(at)).isPresent();
    }
}

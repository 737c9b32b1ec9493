package org.packetboat.engine.route;

import java.time.Instant;
import java.util.Optional;

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

    default boolean isOpen(Instant at) {
        return from(at).filter(interval -> interval.contains(at)).isPresent();
    }
}

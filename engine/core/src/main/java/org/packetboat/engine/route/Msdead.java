package org.packetboat.engine.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long an envelope may stay undelivered: for some time, until some windows of its route have passed, or both,
 * whichever ends later. A window that was open already when the envelope came in does not count.
 *
 * @param time    not less than this
 * @param windows so many windows have to have passed; 0: time alone counts
 */
public record Msdead(Duration time, int windows) {
    /** Where neither time nor a window tells: RFC 5321 section 4.5.4.1. */
    private static final Duration USUAL = Duration.ofDays(5);

    /** Given up after some time, whatever its windows. */
    public static Msdead after(Duration time) {
        return new Msdead(time, 0);
    }

    /** When an envelope is given up whose time began then. Where too few windows come, the last one counts. */
    public Instant end(Window window, Instant begins) {
        Instant byTime = begins.plus(time);
        if (windows == 0) return byTime;
        Instant passed = passed(window, begins).orElse(time.isZero() ? begins.plus(USUAL) : byTime);
        return passed.isAfter(byTime) ? passed : byTime;
    }

    private Optional<Instant> passed(Window window, Instant begins) {
        Optional<Instant> closed = Optional.empty();
        Instant from = begins;
        for (int left = windows; left > 0;) {
            Optional<Interval> next = window.from(from);
            if (next.isEmpty() || next.get().close().equals(Instant.MAX)) return closed;
            from = next.get().close();
            if (next.get().open().isBefore(begins)) continue;
            closed = Optional.of(from);
            left--;
        }
        return closed;
    }
}

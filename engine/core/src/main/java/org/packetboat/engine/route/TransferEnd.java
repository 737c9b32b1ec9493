package org.packetboat.engine.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * When a transfer over a route ends, as far as its windows say: what does not fit into one waits for one that is long
 * enough or, where a transfer can go on where it broke off, goes on in the next.
 *
 * @param takes how long so many bytes take
 */
public record TransferEnd(Route route, LongFunction<Duration> takes) {
    private static final int MOST_WINDOWS = 200;

    /** One that is to begin then, or as soon as it can; empty if it never ends. */
    public Optional<Instant> begunAt(Instant from, long bytes) {
        return in(from, takes.apply(bytes));
    }

    /**
     * One that is under way.
     *
     * @param left  how long the rest takes
     * @param whole how many bytes it has, if it has to begin anew
     */
    public Optional<Instant> goingOn(Instant now, Duration left, long whole) {
        Optional<Interval> window = route.window().from(now).filter(w -> w.contains(now));
        Instant closes = window.map(Interval::close).orElse(Instant.MAX); // a site that called us needs no window
        if (isOver(now, left, closes)) return Optional.of(now.plus(left));
        return route.resumes()
                ? in(closes, left.minus(Duration.between(now, closes)))
                : begunAt(closes, whole);
    }

    private Optional<Instant> in(Instant from, Duration needed) {
        Instant at = from;
        Duration left = needed;
        for (int i = 0; i < MOST_WINDOWS; i++) {
            Optional<Interval> window = route.window().from(at);
            if (window.isEmpty()) return Optional.empty();
            Instant begins = window.get().open().isAfter(at) ? window.get().open() : at;
            Instant closes = window.get().close();
            if (closes.equals(Instant.MAX) || fits(begins, left, closes)) return Optional.of(begins.plus(left));
            if (!route.resumes() && isTooLong(left, begins)) {
                return isOver(begins, left, closes) ? Optional.of(begins.plus(left)) : Optional.empty();
            }
            if (route.resumes()) left = left.minus(room(begins, closes));
            at = closes;
        }
        return Optional.empty();
    }

    /** It begins only if it should end before the close. */
    private static boolean fits(Instant begins, Duration left, Instant closes) {
        return begins.plus(Route.GUARD).plus(left).isBefore(closes);
    }

    private static Duration room(Instant begins, Instant closes) {
        Duration room = Duration.between(begins, closes).minus(Route.GUARD);
        return room.isNegative() ? Duration.ZERO : room;
    }

    /** No window is long enough: then it goes all the same. */
    private boolean isTooLong(Duration left, Instant at) {
        return route.window().longest(at).filter(open -> open.compareTo(left.plus(Route.GUARD)) <= 0).isPresent();
    }

    /** What is under way at the close is finished, within a limit, or cut. */
    private boolean isOver(Instant begins, Duration left, Instant closes) {
        if (closes.equals(Instant.MAX)) return true;
        Instant ends = begins.plus(left);
        return !ends.isAfter(route.atClose() == AtClose.DRAIN ? closes.plus(route.drainLimit()) : closes);
    }
}

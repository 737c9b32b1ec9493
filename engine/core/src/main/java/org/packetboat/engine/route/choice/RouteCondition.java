package org.packetboat.engine.route.choice;

import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The condition of one of the routes that a domain's mail may take.
 *
 * @param restsUntil until when it rests after a failure; long past if it does not, {@link Instant#MAX} if all its hosts
 *                   are known to be down
 * @param up         whether its link is up, so that sending costs no call
 * @param ahead      how many other bytes wait for its site and are sent before
 * @param pace       how long mail takes
 */
public record RouteCondition(Route route, Instant restsUntil, boolean up, long ahead, Pace pace) {
    /** If a transfer would need more than this many windows, its arrival counts as never. */
    private static final int MOST_WINDOWS = 50;

    /** With nothing else waiting for its site, and at the pace that the route says. */
    public RouteCondition(Route route, Instant restsUntil, boolean up) {
        this(route, restsUntil, up, 0, Pace.NOMINAL);
    }

    /** Whether it rests after a failure. */
    public boolean rests(Instant now) {
        return restsUntil.isAfter(now);
    }

    /** Its state, with the hop counts of the original's route table; while it rests it is as good as closed. */
    public RouteState state(Instant now) {
        if (rests(now) || !route.window().isOpen(now)) return new RouteState.Unavailable();
        return up && !isOpenedByMail() ? new RouteState.Open(route.cost()) : new RouteState.Available();
    }

    /** Whether it was learned from a server whose own line is not open, so that mail has that server call. */
    private boolean isOpenedByMail() {
        return route.transport() instanceof Transport.Router learned && !learned.opened();
    }

    /** Whether it was learned from another server. */
    public boolean isLearned() {
        return route.transport() instanceof Transport.Router;
    }

    /** Whether all hosts of its site are known to be down. */
    public boolean isDown() {
        return restsUntil.equals(Instant.MAX);
    }

    /** The first instant at which it can be used; empty if never. */
    public Optional<Instant> start(Instant now) {
        Instant earliest = rests(now) ? restsUntil : now;
        if (earliest.equals(Instant.MAX)) return Optional.empty();
        return route.window().from(earliest).map(i -> i.open().isAfter(earliest) ? i.open() : earliest);
    }

    /** When so many bytes would be there, with the line for this site alone; {@link Instant#MAX} if never. */
    public Instant arrival(long bytes, Instant now) {
        Duration left = transfer(bytes);
        Duration call = up ? Duration.ZERO : pace.call(route);
        Optional<Instant> at = start(now);
        for (int i = 0; i < MOST_WINDOWS && at.isPresent(); i++) {
            Interval window = route.window().from(at.get()).orElseThrow();
            Duration open = window.left(at.get()).minus(call);
            if (left.compareTo(open) <= 0) return later(window.open(), at.get()).plus(call).plus(left);
            if (open.isPositive()) left = left.minus(open);
            at = route.window().from(window.close()).map(Interval::open);
        }
        return Instant.MAX;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** How long the line takes for so many bytes, and what goes ahead of them. */
    public Duration transfer(long bytes) {
        return pace.transfer(route, bytes + ahead);
    }
}

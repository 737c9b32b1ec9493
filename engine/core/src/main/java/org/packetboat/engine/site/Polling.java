package org.packetboat.engine.site;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;

/**
 * When a site is called though nothing may wait for it: because its route says so, since it may hold mail for us, or
 * because it asked to be called back. Used by the node only.
 */
final class Polling {
    private final Route route;
    private Instant spokenTo = Instant.MIN;
    private boolean wanted;

    Polling(Route route) {
        this.route = route;
    }

    /** Takes over what is known of an earlier site. */
    void copy(Polling earlier) {
        spokenTo = earlier.spokenTo;
        wanted = earlier.wanted;
    }

    /** It asked to be called: at the next chance, until it is reached. */
    void want() {
        wanted = true;
    }

    boolean isWanted() {
        return wanted;
    }

    void reached(Instant now) {
        wanted = false;
        spokenTo = now;
    }

    void clockWentBack(Instant now) {
        if (spokenTo.isAfter(now)) spokenTo = now;
    }

    /** In each window once at its opening, and then so long after each session; {@link Instant#MAX} if never. */
    Instant due(Instant now) {
        if (wanted) return now;
        Optional<Interval> window = route.poll().flatMap(_ -> route.window().from(now));
        if (window.isEmpty()) return Instant.MAX;
        Interval contact = window.get();
        if (spokenTo.isBefore(contact.open())) return contact.open();
        if (spokenTo.equals(Instant.MIN)) return now;
        Duration every = route.poll().get();
        return every.isZero() ? nextOpening(contact) : spokenTo.plus(every);
    }

    private Instant nextOpening(Interval after) {
        if (after.close().equals(Instant.MAX)) return Instant.MAX;
        return route.window().from(after.close()).map(Interval::open).orElse(Instant.MAX);
    }
}

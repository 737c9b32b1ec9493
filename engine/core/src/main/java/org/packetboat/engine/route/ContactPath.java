package org.packetboat.engine.route;

import java.time.Instant;
import java.util.List;

/**
 * How mail gets on from the site that it is handed to.
 *
 * @param arrival when it is where it goes; {@link Instant#MAX} if never
 * @param cost    what this adds to the cost of the route to that site
 * @param latest  whatever is not at that site by then gets on later, or in another way
 * @param legs    the contacts it takes, in order; none if it stays
 */
public record ContactPath(Instant arrival, int cost, Instant latest, List<Leg> legs) {
    /** A contact, and the time it is used for. */
    record Leg(Timeline line, List<Interval> stretches) {
        /** When its first stretch has to begin, for as much of it to lie in the same window. */
        Instant latest() {
            Interval first = stretches.getFirst();
            Instant close = line.closes(first.open());
            return close.equals(Instant.MAX) ? close : close.minus(first.left(first.open()));
        }
    }

    public ContactPath {
        legs = List.copyOf(legs);
    }

    /** It has arrived where it is. */
    public static ContactPath arrived(Instant at) {
        return new ContactPath(at, 0, at, List.of());
    }

    /** It never gets on. */
    public static ContactPath never() {
        return new ContactPath(Instant.MAX, 0, Instant.MAX, List.of());
    }
}

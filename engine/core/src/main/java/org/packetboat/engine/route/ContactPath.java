package org.packetboat.engine.route;

import java.time.Instant;
import java.util.List;

/**
 * The contacts by which mail goes on from the site that it is handed to.
 *
 * @param arrival when it arrives at its destination; {@link Instant#MAX} if never
 * @param cost    what this adds to the cost of the route to that site
 * @param latest  mail that reaches that site later than this can't use this path
 * @param legs    the contacts it uses, in order; none if that site is the destination
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

    /** That site is the destination. */
    public static ContactPath arrived(Instant at) {
        return new ContactPath(at, 0, at, List.of());
    }

    /** It never arrives. */
    public static ContactPath never() {
        return new ContactPath(Instant.MAX, 0, Instant.MAX, List.of());
    }
}

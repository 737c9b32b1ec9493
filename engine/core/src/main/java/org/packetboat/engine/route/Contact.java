package org.packetboat.engine.route;

import java.time.Duration;
import java.util.List;

/**
 * When one site can reach another.
 *
 * @param from    a site
 * @param to      the site that it calls
 * @param domains what is served there; if none, what our own route to that site serves
 * @param window  when
 * @param rate    in bytes per second, at least 1
 * @param cost    what going this way adds to a route's cost, 0 to 14
 */
public record Contact(String from, String to, List<DomainPattern> domains, Window window, long rate, int cost) {
    /** What each server on the way adds to the hop count. */
    public static final int USUAL_COST = 1;

    public Contact {
        domains = List.copyOf(domains);
    }

    /** How long the line takes for so many bytes. */
    Duration transfer(long bytes) {
        return Duration.ofMillis(Math.ceilDiv(bytes * 1000, rate));
    }
}

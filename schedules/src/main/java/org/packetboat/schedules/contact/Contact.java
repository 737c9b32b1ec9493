package org.packetboat.schedules.contact;

import java.time.Duration;
import java.util.List;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Window;

/**
 * When one site can reach another.
 *
 * @param from    a site
 * @param to      the site that it calls
 * @param domains what is served there
 * @param window  when
 * @param rate    in bytes per second, at least 1
 */
public record Contact(String from, String to, List<DomainPattern> domains, Window window, long rate) {
    public Contact {
        domains = List.copyOf(domains);
    }

    /** How long the line takes for so many bytes. */
    Duration transfer(long bytes) {
        return Duration.ofMillis(Math.ceilDiv(bytes * 1000, rate));
    }
}

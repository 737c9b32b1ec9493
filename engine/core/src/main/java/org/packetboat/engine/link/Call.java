package org.packetboat.engine.link;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.Route;

/**
 * One session to be opened.
 *
 * @param route  the route it goes by
 * @param domain the one domain it is for, where the route finds each domain's host in DNS
 * @param closes when its window closes
 * @param server the name of the server that calls; empty where it is nobody's turn in particular
 */
public record Call(Route route, Optional<Domain> domain, Instant closes, String server) {
    /** A call that is not made in the turn of a server. */
    public Call(Route route, Optional<Domain> domain, Instant closes) {
        this(route, domain, closes, "");
    }

    /** The site as people see it: the route's name, with the domain where the route has many places. */
    public String site() {
        return site(route, domain);
    }

    /** The name of the site that a route reaches for a domain. */
    public static String site(Route route, Optional<Domain> domain) {
        return domain.map(d -> route.site() + "/" + d).orElse(route.site());
    }
}

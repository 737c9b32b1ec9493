package org.packetboat.engine.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;

/**
 * Which route serves a domain. Immutable; a changed schedule makes a new one. The closest pattern wins, then the lower
 * cost, then the one that was written first.
 */
public final class RouteTable {
    private final List<Route> routes;
    private final Map<Domain, Route> exact = new HashMap<>();
    private final Map<String, Route> below = new HashMap<>();
    private Optional<Route> fallback = Optional.empty();

    public RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        for (Route route : this.routes) {
            for (DomainPattern pattern : route.domains())
                add(pattern, route);
        }
    }

    private void add(DomainPattern pattern, Route route) {
        switch (pattern) {
            case DomainPattern.Exactly(Domain domain) -> exact.merge(domain, route, RouteTable::cheaper);
            case DomainPattern.Below(Domain parent) -> below.merge(parent.name(), route, RouteTable::cheaper);
            case DomainPattern.Any() -> fallback = Optional.of(fallback.map(f -> cheaper(f, route)).orElse(route));
        }
    }

    private static Route cheaper(Route first, Route second) {
        return second.cost() < first.cost() ? second : first;
    }

    /** The route for a domain, in time independent of how many routes there are. */
    public Optional<Route> find(Domain domain) {
        Route found = exact.get(domain);
        String rest = domain.name();
        for (int dot = rest.indexOf('.'); found == null && dot >= 0; dot = rest.indexOf('.')) {
            rest = rest.substring(dot + 1);
            found = below.get(rest);
        }
        return found != null ? Optional.of(found) : fallback;
    }

    /** All routes, as written. */
    public List<Route> routes() {
        return routes;
    }
}

package org.packetboat.engine.route;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Domain;

/**
 * Which routes serve a domain. Immutable; a changed schedule makes a new one. The closest pattern wins; the routes that
 * have it are alternatives to each other, the lower cost first, then the one that was written first.
 */
public final class RouteTable {
    private final List<Route> own;
    private final List<Route> learned;
    private final Map<Domain, List<Route>> exact = new HashMap<>();
    private final Map<String, List<Route>> below = new HashMap<>();
    private List<Route> fallback = List.of();

    /** @param own as written */
    public RouteTable(List<Route> own) {
        this(own, List.of());
    }

    private RouteTable(List<Route> own, List<Route> learned) {
        this.own = List.copyOf(own);
        this.learned = List.copyOf(learned);
        for (Route route : routes()) {
            for (DomainPattern pattern : route.domains())
                add(pattern, route);
        }
    }

    private void add(DomainPattern pattern, Route route) {
        List<Route> one = List.of(route);
        switch (pattern) {
            case DomainPattern.Exactly(Domain domain) -> exact.merge(domain, one, RouteTable::both);
            case DomainPattern.Below(Domain parent) -> below.merge(parent.name(), one, RouteTable::both);
            case DomainPattern.Any() -> fallback = both(fallback, one);
        }
    }

    private static List<Route> both(List<Route> before, List<Route> more) {
        return Stream.concat(before.stream(), more.stream()).distinct().sorted(Comparator.comparingInt(Route::cost))
                .toList();
    }

    /**
     * The routes that a domain's mail may take, the lowest cost first; none if nothing serves it. Found in time
     * independent of how many routes there are.
     */
    public List<Route> candidates(Domain domain) {
        List<Route> found = exact.get(domain);
        String rest = domain.name();
        for (int dot = rest.indexOf('.'); found == null && dot >= 0; dot = rest.indexOf('.')) {
            rest = rest.substring(dot + 1);
            found = below.get(rest);
        }
        return found != null ? found : fallback;
    }

    /** The same with other routes learned from other servers, the best first; of equals those of our own come first. */
    public RouteTable learning(List<Route> ways) {
        return new RouteTable(own, ways);
    }

    /** The routes of our own, as written. */
    public List<Route> own() {
        return own;
    }

    /** The routes learned from other servers. */
    public List<Route> learned() {
        return learned;
    }

    /** All routes, those of our own first. */
    public List<Route> routes() {
        return Stream.concat(own.stream(), learned.stream()).toList();
    }
}

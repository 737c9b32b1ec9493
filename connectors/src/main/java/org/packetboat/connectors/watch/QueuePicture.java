package org.packetboat.connectors.watch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.RouteStatus;

/**
 * What waited and how routes stood at an instant. With very many domains the first of them was looked at some
 * milliseconds before the last.
 *
 * @param at      when it was begun
 * @param domains those with mail, by name
 * @param routes  by site
 */
public record QueuePicture(Instant at, Map<String, DomainStatus> domains, Map<String, RouteStatus> routes) {
    /** Of a server that nothing is known of yet. */
    public static final QueuePicture NONE = new QueuePicture(Instant.MIN, Map.of(), Map.of());

    static QueuePicture of(Instant at, List<DomainStatus> domains, List<RouteStatus> routes) {
        return new QueuePicture(at, by(domains, d -> d.domain().name()), by(routes, r -> r.route().site()));
    }

    private static <T> Map<String, T> by(List<T> all, Function<T, String> name) {
        return all.stream().collect(Collectors.toUnmodifiableMap(name, Function.identity(), (a, _) -> a));
    }

    /** A domain; empty if nothing waited for it. */
    public Optional<DomainStatus> domain(String name) {
        return Optional.ofNullable(domains.get(name));
    }

    /** The route to a site; empty if there is none. */
    public Optional<RouteStatus> route(String site) {
        return Optional.ofNullable(routes.get(site));
    }
}

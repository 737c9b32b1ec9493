package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.route.Route;

/**
 * The servers of this machine, and who of them may call a site: those that carry its link; of a route with a list of
 * preference the first of the list that is not down. If all are down, it is as if none were. Used by the node only.
 */
final class Desks {
    private final List<Server> servers;
    private final List<Desk> desks;

    Desks(List<Server> servers) {
        this.servers = List.copyOf(servers);
        this.desks = servers.stream().map(s -> new Desk(s.name())).toList();
    }

    List<Desk> all() {
        return desks;
    }

    Stream<Visit> visits() {
        return desks.stream().map(d -> d.current).flatMap(Optional::stream);
    }

    Optional<Desk> of(Visit visit) {
        return desks.stream().filter(d -> d.current.filter(v -> v == visit).isPresent()).findFirst();
    }

    /** The names of the servers that may call a route's site. */
    Set<String> able(Route route, Instant now) {
        List<Desk> carriers = carriers(route);
        List<Desk> alive = carriers.stream().filter(d -> !d.isDead(route.link(), now)).toList();
        Stream<Desk> able = (alive.isEmpty() ? carriers : alive).stream();
        return able.limit(route.servedBy().isEmpty() ? Long.MAX_VALUE : 1).map(Desk::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether another server could do it. */
    boolean isShared(Route route) {
        return carriers(route).size() > 1;
    }

    /** In the order of preference, where there is one. */
    private List<Desk> carriers(Route route) {
        Stream<Desk> asked = route.servedBy().isEmpty()
                ? desks.stream()
                : route.servedBy().stream().flatMap(name -> desks.stream().filter(d -> d.name().equals(name)));
        return asked.filter(d -> carries(d.name(), route.link())).toList();
    }

    private boolean carries(String server, String link) {
        boolean everybodys = servers.stream().noneMatch(s -> s.links().contains(link));
        return everybodys || servers.stream().anyMatch(s -> s.name().equals(server) && s.links().contains(link));
    }

    /** When the first dead line is tried again. */
    Optional<Instant> wake(Instant now) {
        return desks.stream().map(d -> d.wake(now)).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** Forgets what is being looked at. */
    void forgetProbes() {
        desks.forEach(d -> d.probe = Optional.empty());
    }

    /** Forgets what is being looked at, if it is this site. */
    void forgetProbe(Site site) {
        desks.forEach(d -> d.probe = d.probe.filter(p -> p.site() != site));
    }
}

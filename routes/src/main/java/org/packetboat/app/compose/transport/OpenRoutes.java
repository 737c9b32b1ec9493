package org.packetboat.app.compose.transport;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.connectors.dialup.SwitchedLink;
import org.packetboat.connectors.smtp.client.HostProbes;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.route.Route;

/** The routes of our own that can be used now without a call: the hosts of their sites can be looked after. */
public record OpenRoutes(Node node, Map<String, Link> links, DialledLinks dialled,
        InstantSource clock) implements HostProbes.Routes {
    @Override
    public List<HostProbes.Open> open() {
        Instant now = clock.instant();
        return node.policy().routes().own().stream().filter(route -> route.window().isOpen(now))
                .flatMap(route -> open(route).stream()).toList();
    }

    @Override
    public boolean areThere() {
        return node.policy().routes().own().stream().anyMatch(route -> route.transport().several().isPresent());
    }

    private Optional<HostProbes.Open> open(Route route) {
        Optional<SwitchedLink> switched = dialled.named(route.link());
        if (switched.isPresent())
            return switched.get().from(route).map(from -> new HostProbes.Open(route, from, switched.get().isBusy()));
        return Optional.ofNullable(links.get(route.link())).filter(link -> link.isUp(route))
                .map(_ -> new HostProbes.Open(route, List.of(), false));
    }
}

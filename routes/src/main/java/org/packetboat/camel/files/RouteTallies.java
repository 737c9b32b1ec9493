package org.packetboat.camel.files;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;

/** The counts of each route of a context, from when it was loaded. For any thread. */
final class RouteTallies implements RoutePolicyFactory {
    private final Map<String, RouteTally> tallies = new ConcurrentHashMap<>();
    private final InstantSource clock;

    RouteTallies(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String id, NamedNode route) {
        RouteTally fresh = new RouteTally(clock);
        tallies.put(id, fresh);
        return fresh;
    }

    Optional<RouteTally> of(String id) {
        return Optional.ofNullable(tallies.get(id));
    }
}

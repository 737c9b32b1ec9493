package org.packetboat.engine.router;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.choice.RouteState;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;

/**
 * Makes routes of what was learned: one for all domains that a server reaches in the same way, one hop further from
 * here. Such a route is open as long as the server said; what is unavailable opens when the server said. One whose line
 * mail has to open is available (15) here, too, at any distance.
 *
 * @param retry  the wait after that server could not be reached
 * @param msdead how long an envelope may stay undelivered
 * @param rate   what the network to the other servers is expected to carry, in bytes per second
 */
public record LearnedRoutes(Duration retry, Duration msdead, long rate) {
    /** The name of the link that all of them go over. No schedule file can have one of that name. */
    public static final String LINK = "(router)";

    /** What the patterns of one route have in common. */
    private record Way(Endpoint mail, int hops, Instant until, List<String> path) {}

    /** @param learned the best first, as {@link Router#table} gives them */
    public List<Route> of(List<Learned> learned) {
        Map<Way, List<DomainPattern>> ways = new LinkedHashMap<>();
        for (Learned one : learned) {
            Entry e = one.entry();
            ways.computeIfAbsent(new Way(one.mail(), e.hops(), e.until(), e.path()), _ -> new ArrayList<>())
                    .add(e.pattern());
        }
        Map<String, Integer> count = new HashMap<>();
        List<Route> routes = new ArrayList<>();
        ways.forEach((way, patterns) -> {
            int number = count.merge(way.path().getFirst(), 1, Integer::sum);
            routes.add(route(way, patterns, number));
        });
        return routes;
    }

    private Route route(Way way, List<DomainPattern> patterns, int number) {
        String site = "via:" + way.path().getFirst() + (number == 1 ? "" : "/" + number);
        Transport transport = new Transport.Router(way.mail().host(), way.mail().port(), way.path(),
                way.hops() != RouteState.AVAILABLE_HOPS);
        return new Route(site, patterns, window(way), "router", LINK, transport,
                Math.min(way.hops() + 1, Route.HIGHEST_COST), retry, msdead, AtClose.DRAIN, rate);
    }

    private static Window window(Way way) {
        boolean open = way.hops() < RouteState.UNAVAILABLE_HOPS;
        if (!open && way.until().equals(Instant.MAX)) return _ -> Optional.empty();
        Interval interval = open
                ? new Interval(Instant.MIN, way.until())
                : new Interval(way.until(), Instant.MAX);
        return at -> Optional.of(interval).filter(i -> at.isBefore(i.close()));
    }
}

package org.packetboat.engine.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.choice.RouteCondition;
import org.packetboat.engine.route.choice.RouteState;

class LearnedRoutesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final LearnedRoutes ROUTES = new LearnedRoutes(Duration.ofMinutes(1), Duration.ofHours(12), 1000);

    private static Learned way(String pattern, int hops, Instant until, String... path) {
        return new Learned(new Endpoint("10.0.0.2", 25),
                new Entry(DomainPattern.parse(pattern), hops, until, List.of(path),
                        1));
    }

    @Test
    void domainsReachedInTheSameWayAreOneRouteOneHopFurther() {
        List<Route> routes = ROUTES.of(List.of(way("a.example", 2, Instant.MAX, "hub"),
                way("b.example", 2, Instant.MAX, "hub"), way("c.example", 14, Instant.MAX, "hub", "far")));
        assertEquals(List.of("via:hub", "via:hub/2"), routes.stream().map(Route::site).toList());
        assertEquals(List.of(3, 14), routes.stream().map(Route::cost).toList());
        assertEquals(2, routes.getFirst().domains().size());
        assertEquals(new Transport.Router("10.0.0.2", 25, List.of("hub")), routes.getFirst().transport());
    }

    @Test
    void openRouteIsOpenAsLongAsItsServerSaid() {
        Route route = ROUTES.of(List.of(way("*", 2, NOON.plusSeconds(60), "hub"))).getFirst();
        assertTrue(route.window().isOpen(NOON));
        assertFalse(route.window().isOpen(NOON.plusSeconds(60)));
    }

    @Test
    void unavailableRouteOpensWhenItsServerSaidIfItDid() {
        Route later = ROUTES.of(List.of(way("*", 16, NOON.plusSeconds(60), "hub"))).getFirst();
        assertFalse(later.window().isOpen(NOON));
        assertTrue(later.window().isOpen(NOON.plusSeconds(60)));
        Route never = ROUTES.of(List.of(way("*", 16, Instant.MAX, "hub"))).getFirst();
        assertTrue(never.window().from(NOON).isEmpty());
    }

    /** One that competed as open at 14 had mail dial the far line before a nearer one. */
    @Test
    void whatMailHasToOpenIsAvailableHereTooAtAnyDistance() {
        for (String[] path : List.of(new String[]{"hub"}, new String[]{"hub", "far", "farther"})) {
            Route route = ROUTES.of(List.of(way("*", 15, Instant.MAX, path))).getFirst();
            assertEquals(new RouteState.Available(), new RouteCondition(route, Instant.MIN, true).state(NOON));
        }
        Route open = ROUTES.of(List.of(way("*", 14, Instant.MAX, "hub"))).getFirst();
        assertEquals(new RouteState.Open(14), new RouteCondition(open, Instant.MIN, true).state(NOON));
    }

    @Test
    void learnedRoutesStandBesideThoseOfOurOwn() {
        Route own = ROUTES.of(List.of(way("*", 2, Instant.MAX, "self"))).getFirst();
        RouteTable table = new RouteTable(List.of(own)).learning(ROUTES.of(List.of(way("*", 1, Instant.MAX, "hub"))));
        assertEquals(List.of("via:hub", "via:self"),
                table.candidates(new Domain("x.example")).stream().map(Route::site).toList());
        assertEquals(List.of(own), table.own());
    }
}

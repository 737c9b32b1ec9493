package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Tls;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.file.Schedules;

/** A hub of two machines: {@code east} and {@code west} here, {@code north} there. */
class HubRoutesTest {
    private static final List<HubServer> SERVERS = List.of(new HubServer("east", List.of("line1"), Optional.empty()),
            new HubServer("west", List.of("line2"), Optional.empty()),
            new HubServer("north", List.of(), Optional.of(new HubServer.Address("north.example.com", 2525))));

    @Test
    void routeOfAnotherMachineGoesThereFirstAndStaysHereAsTheNext() {
        List<Route> ways = ways("north", "west", "east");
        assertEquals(List.of("denver@north", "denver"), ways.stream().map(Route::site).toList());
        assertEquals(new Reach.Smtp(Optional.of("north.example.com"), 2525, Tls.MAY), ways.getFirst().reach());
        assertEquals(List.of("west", "east"), ways.getLast().servedBy());
    }

    @Test
    void routeOfOursIsNotHandedOn() {
        assertEquals(List.of("denver"), ways("east", "north").stream().map(Route::site).toList());
        assertEquals(List.of("denver"), ways().stream().map(Route::site).toList());
    }

    @Test
    void routeOfOthersOnlyIsNotCalledFromHere() {
        assertEquals(List.of("denver@north"), ways("north").stream().map(Route::site).toList());
    }

    private static List<Route> ways(String... servedBy) {
        Route route = new Route("denver", List.of(DomainPattern.parse("denver.example.com")), Window.ALWAYS, "always",
                "line1", new Reach.Uucp("denver", Optional.empty(), Optional.empty(), Optional.empty()), 2,
                Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 240).servedBy(List.of(servedBy));
        return new HubRoutes(SERVERS).table(new Schedules(List.of(route), Map.of(), Map.of(), List.of(),
                List.of()))
                .candidates(new Domain("denver.example.com"));
    }
}

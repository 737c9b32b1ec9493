package org.packetboat.app.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.file.Schedules;

/** A hub of two machines: {@code east} and {@code west} here, {@code north} there. */
class HubRoutesTest {
    private static final List<HubServer> SERVERS = List.of(new HubServer("east", List.of("line1"), Optional.empty()),
            new HubServer("west", List.of("line2"), Optional.empty()),
            new HubServer("north", List.of(), Optional.of(new HubServer.Address("north.example.com", 2525))));

    private static final Domain DENVER = new Domain("denver.example.com");

    @Test
    void routeOfAnotherMachineGoesThereFirstAndStaysHereAsTheNext() {
        List<Route> ways = ways("north", "west", "east");
        assertEquals(List.of("denver@north", "denver"), ways.stream().map(Route::site).toList());
        assertEquals(new Transport.Smtp(Optional.of("north.example.com"), 2525, Tls.MAY), ways.getFirst().transport());
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

    @Test
    void handedToAnotherMachineItHasNotArrivedYetAndNextInTheListCostsMore() {
        RouteTable table = table("north", "east");
        assertEquals(Set.of("denver"), table.contacts().onward("denver@north", DENVER));
        assertEquals(List.of(2, 3), table.candidates(DENVER).stream().map(Route::cost).toList());
    }

    @Test
    void routeThatIsPinnedToNobodyIsGivenToOneByThePlanAndToTheOthersBehindIt() {
        List<HubServer> two = List.of(SERVERS.getFirst(), SERVERS.getLast());
        List<Route> divided = new Division(two).of(List.of(route("denver"), route("vail")), Set.of("ip"));
        assertEquals(Set.of(List.of("east", "north"), List.of("north", "east")),
                divided.stream().map(Route::servedBy).collect(Collectors.toSet()));
    }

    private static List<Route> ways(String... servedBy) {
        return table(servedBy).candidates(DENVER);
    }

    private static RouteTable table(String... servedBy) {
        return new HubRoutes(SERVERS)
                .table(new Schedules(List.of(route("denver").servedBy(List.of(servedBy))), Map.of(),
                        Map.of(), List.of(), List.of()));
    }

    private static Route route(String site) {
        return new Route(site, List.of(DomainPattern.parse(site + ".example.com")), Window.ALWAYS, "always",
                "ip", new Transport.Uucp(site, Optional.empty(), Optional.empty(),
                        Optional.empty()),
                2, Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 240);
    }
}

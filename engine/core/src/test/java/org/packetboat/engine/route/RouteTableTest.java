package org.packetboat.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.packetboat.engine.sim.SimRoutes.DNS;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;

class RouteTableTest {
    private final RouteTable table = new RouteTable(List.of(route("all", "*"), route("exact", "a.b.example"),
            route("below", "*.b.example"), route("far", "*.example"), withCost(route("dear", "c.example"), 5),
            route("first", "c.example"), route("second", "c.example")));

    @Test
    void exactNameBeatsPattern() {
        assertEquals("exact", site("a.b.example"));
    }

    @Test
    void closestPatternWins() {
        assertEquals("below", site("x.y.b.example"));
        assertEquals("far", site("x.example"));
    }

    @Test
    void patternDoesNotServeItsParent() {
        assertEquals("far", site("b.example"));
        assertEquals("all", site("example"));
    }

    @Test
    void lowerCostThenFirstWritten() {
        assertEquals("first", site("c.example"));
    }

    @Test
    void withoutDefaultThereMayBeNone() {
        assertEquals(List.of(), new RouteTable(List.of(route("x", "x.example"))).candidates(new Domain("y.example")));
    }

    @Test
    void anAddressInBracketsIsNoDomain() {
        assertEquals(List.of(), table.candidates(new Domain("[192.0.2.1]")));
    }

    @Test
    void aRouteMayAllowOneOrAllOfThem() {
        RouteTable some = new RouteTable(List.of(route("all", "*"), route("one", "[192.0.2.1]"),
                route("others", "[*]")));
        assertEquals("one", some.candidates(new Domain("[192.0.2.1]")).getFirst().site());
        assertEquals("others", some.candidates(new Domain("[IPv6:2001:db8::1]")).getFirst().site());
        assertEquals("all", some.candidates(new Domain("a.example")).getFirst().site());
    }

    @Test
    void badPatternSaysWhatIsExpected() {
        assertThrows(IllegalArgumentException.class, () -> DomainPattern.parse("*example"));
        assertThrows(IllegalArgumentException.class, () -> DomainPattern.parse("*."));
    }

    /** Mail exchangers are asked for by domain, and nobody has those of the domain that stands for a site. */
    @Test
    void routeToTheMailExchangersOfDomainsLeadsToNoSite() {
        RouteTable some = new RouteTable(List.of(with(route("internet", "*"), DNS), route("north", "north.example")));
        assertEquals("false true", some.hasSite("internet") + " " + some.hasSite("north"));
        assertEquals(List.of(), some.candidates(SiteDomain.of("internet")));
    }

    private String site(String domain) {
        return table.candidates(new Domain(domain)).getFirst().site();
    }
}

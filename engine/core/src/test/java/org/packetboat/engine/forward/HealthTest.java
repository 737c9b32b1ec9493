package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.router.LocalEntry;
import org.packetboat.engine.sim.Rig;

/** Sites whose hosts are all known to be down, and mail that goes by other servers. */
class HealthTest {
    private static final Route CHEAP = withCost(route("cheap", "a.example"), 1);
    private static final Route DEAR = withCost(route("dear", "a.example"), 9);
    private static final Optional<Reply> DOWN = Optional.of(new Reply(451, "4.4.1", "refused"));

    @Test
    void siteWhoseHostsAreDownCostsNoAttempt() {
        Rig rig = new Rig(policy(CHEAP));
        rig.node.health("cheap", DOWN);
        rig.send("s@x", "u@a.example");
        rig.pass(Duration.ofHours(1));
        assertEquals(List.of(), rig.line.called());
        rig.node.health("cheap", Optional.empty());
        rig.settle();
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void mailGoesByAnotherRouteWhileThatIsSoAndThenByTheFirstAgain() {
        Rig rig = new Rig(policy(CHEAP, DEAR));
        rig.node.health("cheap", DOWN);
        rig.send("s@x", "u@a.example");
        rig.line.last().deliverAll();
        rig.node.health("cheap", Optional.empty());
        rig.settle();
        rig.send("s@x", "u@a.example");
        assertEquals(List.of("dear", "cheap"), rig.line.called());
    }

    @Test
    void otherServersHearThatItIsUnavailable() {
        Rig rig = new Rig(policy(CHEAP));
        assertEquals(List.of(1), hops(rig));
        rig.node.health("cheap", DOWN);
        assertEquals(List.of(16), hops(rig));
    }

    private static List<Integer> hops(Rig rig) {
        List<LocalEntry> reached = new ArrayList<>();
        rig.node.overview().reached(site -> site.equals("cheap"), reached::addAll);
        rig.settle();
        return reached.stream().filter(own -> own.pattern().text().equals("a.example")).map(LocalEntry::hops).toList();
    }

    @Test
    void domainIsStrandedOnlyWhileNoneOfItsRoutesCanBeUsed() {
        Rig rig = new Rig(policy(CHEAP));
        rig.node.health("cheap", DOWN);
        rig.send("s@x", "u@a.example");
        assertEquals(List.of(new Domain("a.example")), stranded(rig));
        rig.node.change(policy -> policy.learning(List.of(DEAR)));
        assertEquals(List.of(), stranded(rig));
        assertEquals("dear", rig.line.last().call().site());
    }

    private static List<Domain> stranded(Rig rig) {
        List<Domain> stranded = new ArrayList<>();
        rig.node.overview().stranded(10, stranded::addAll);
        rig.settle();
        return stranded;
    }

    @Test
    void mailIsNotGivenToAServerThatHasCarriedIt() {
        Route back = with(route("via:sea", "a.example"), new Transport.Router("10.0.0.1", 25, List.of("sea.example")));
        Rig rig = new Rig(policy(back));
        rig.accept(Rig.submission("s@x", "u@a.example"),
                "Received: from sea ([10.0.0.1])\r\n\tby hub (carried by sea.example) with ESMTP; now\r\n\r\n"
                        .getBytes());
        rig.settle();
        assertEquals(List.of(), rig.line.called());
        assertTrue(next(rig).isPresent(), "it is looked at again");
        rig.send("s@x", "u@a.example");
        rig.pass(Duration.ofMinutes(1));
        assertEquals(1, rig.line.last().deliverAll(), "other mail goes");
        assertEquals(1, rig.depth("a.example"));
    }

    private static Optional<Instant> next(Rig rig) {
        List<DomainStatus> shown = new ArrayList<>();
        rig.node.overview().domain(new Domain("a.example"), shown::add);
        rig.settle();
        return shown.getFirst().next();
    }

    @Test
    void mailThatTheBestServerHasCarriedGoesByTheNextRoute() {
        Route back = withCost(with(route("via:sea", "a.example"), new Transport.Router("10.0.0.1", 25,
                List.of("sea.example"))), 1);
        Rig rig = new Rig(policy(back, DEAR));
        rig.accept(Rig.submission("s@x", "u@a.example"),
                "Received: from sea ([10.0.0.1])\r\n\tby hub (carried by sea.example) with ESMTP; now\r\n\r\n"
                        .getBytes());
        rig.settle();
        assertEquals(List.of("dear"), rig.line.called());
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void siteStaysDownHoweverOftenTheRoutesChange() {
        Rig rig = new Rig(policy(CHEAP, DEAR));
        rig.node.health("cheap", DOWN);
        for (int i = 0; i < 3; i++) {
            rig.node.replace(policy(CHEAP, DEAR));
            rig.settle();
            assertEquals(List.of(16), hops(rig));
        }
    }
}

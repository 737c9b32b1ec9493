package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;

/** A domain with several routes. */
class AlternativesTest {
    private static final Route NIGHT = withCost(with(route("modem", "a.example"),
            once(START.plus(Duration.ofHours(8)), START.plus(Duration.ofHours(9)))), 3);
    private static final Route NOON = withCost(with(route("satellite", "a.example"),
            once(START.plus(Duration.ofHours(2)), START.plus(Duration.ofHours(3)))), 9);
    private static final Route CHEAP = withCost(route("cheap", "a.example"), 1);
    private static final Route DEAR = withCost(route("dear", "a.example"), 9);
    private static final Reply NO_ANSWER = new Reply(450, "4.4.1", "No answer");

    @Test
    void mailWithTimeWaitsForTheCheapRoute() {
        Rig rig = new Rig(policy(NIGHT, NOON));
        rig.send("s@x", "u@a.example");
        rig.pass(Duration.ofHours(8));
        assertEquals(List.of("modem"), rig.line.called());
    }

    @Test
    void deadlineOfOneLetterMovesTheDomain() {
        Rig rig = new Rig(policy(SimRoutes.withTimes(NIGHT, Duration.ofMinutes(1), Duration.ofHours(4)),
                SimRoutes.withTimes(NOON, Duration.ofMinutes(1), Duration.ofHours(4))));
        rig.send("s@x", "u@a.example");
        rig.pass(Duration.ofHours(2));
        assertEquals(List.of("satellite"), rig.line.called());
    }

    @Test
    void failedRouteFallsToTheNextAndIsUsedAgainWhenItHasRested() {
        Rig rig = new Rig(policy(DEAR, CHEAP));
        rig.send("s@x", "u@a.example");
        rig.line.last().end(new Ending.Unreached(NO_ANSWER));
        assertEquals(List.of("cheap", "dear"), rig.line.called());
        assertEquals(1, rig.line.last().deliverAll());
        rig.send("s@x", "u@a.example");
        assertEquals("dear", rig.line.last().call().site());
        rig.line.last().deliverAll();
        rig.pass(Duration.ofMinutes(1));
        rig.send("s@x", "u@a.example");
        assertEquals(List.of("cheap", "dear", "dear", "cheap"), rig.line.called());
    }

    @Test
    void nothingIsLostWhereAllFail() {
        Rig rig = new Rig(policy(DEAR, CHEAP));
        rig.send("s@x", "u@a.example");
        for (int i = 0; i < 4; i++) {
            rig.line.last().end(new Ending.Unreached(NO_ANSWER));
            rig.pass(Duration.ofMinutes(5));
        }
        rig.line.last().deliverAll();
        assertEquals(0, rig.depth("a.example"));
    }

    @Test
    void routeIsNotChangedWhileASessionIsUnderWay() {
        Rig rig = new Rig(policy(DEAR, CHEAP));
        rig.send("s@x", "u@a.example");
        rig.line.last().end(new Ending.Unreached(NO_ANSWER));
        rig.line.last().take();
        rig.pass(Duration.ofMinutes(5));
        rig.send("s@x", "u@a.example");
        assertEquals(List.of("cheap", "dear"), rig.line.called());
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void missedWindowFallsToTheNextRoute() {
        Rig rig = new Rig(policy(with(CHEAP, once(START, START.plusSeconds(600))), withCost(route("other", "b.example"),
                1), DEAR));
        rig.send("s@x", "u@b.example");
        rig.send("s@x", "u@a.example");
        rig.pass(Duration.ofMinutes(10));
        rig.line.last().deliverAll();
        assertEquals(List.of("other", "dear"), rig.line.called());
    }

    @Test
    void domainsOfOneSiteMayGoDifferentWays() {
        Rig rig = new Rig(policy(withCost(route("both", "a.example", "b.example"), 1), DEAR));
        rig.send("s@x", "u@a.example");
        rig.send("s@x", "u@b.example");
        rig.line.last().end(new Ending.Unreached(NO_ANSWER));
        assertEquals("dear", rig.line.last().call().site());
        assertEquals(1, rig.line.last().deliverAll());
        rig.pass(Duration.ofMinutes(1));
        assertEquals("both", rig.line.last().call().site());
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void routeWithoutALinkIsPassedOver() {
        Rig rig = new Rig(policy(SimRoutes.withLink(CHEAP, "gone"), DEAR));
        rig.send("s@x", "u@a.example");
        assertEquals(List.of("dear"), rig.line.called());
    }

    @Test
    void operatorSeesTheRouteChosen() {
        Rig rig = new Rig(policy(NIGHT, NOON));
        rig.send("s@x", "u@a.example");
        List<DomainStatus> seen = new ArrayList<>();
        rig.node.overview().domain(new Domain("a.example"), seen::add);
        rig.settle();
        assertEquals("modem", seen.getFirst().site().orElseThrow());
        assertEquals(START.plus(Duration.ofHours(8)), seen.getFirst().next().orElseThrow());
    }

    private static Route via(int cost) {
        return withCost(with(route("via:sea", "a.example"), new Transport.Router("10.0.0.1", 25, List.of("sea"))),
                cost);
    }

    @Test
    void ownLineIsNotDialledWhileANeighboursIsOpen() {
        Rig rig = new Rig(policy(CHEAP));
        rig.line.isUp(false);
        rig.node.change(policy -> policy.learning(List.of(via(6))));
        rig.send("s@x", "u@a.example");
        assertEquals(List.of("via:sea"), rig.line.called());
        rig.line.last().deliverAll();
        rig.node.change(policy -> policy.learning(List.of()));
        rig.send("s@x", "u@a.example");
        assertEquals("cheap", rig.line.last().call().site(), "nobody else has one any more");
    }

    @Test
    void operatorSeesWhatTheCostThatHeSaidHasOverruled() {
        Rig rig = new Rig(policy(NIGHT.withCostSaid(2)));
        rig.node.change(policy -> policy.learning(List.of(via(6))));
        rig.send("s@x", "u@a.example");
        assertEquals(List.of(), rig.line.called());
        List<DomainStatus> seen = new ArrayList<>();
        rig.node.overview().domain(new Domain("a.example"), seen::add);
        rig.settle();
        assertEquals(Optional.of("modem"), seen.getFirst().site());
        assertEquals("by its cost 2, though via:sea is at 6", seen.getFirst().choice().orElseThrow().toString());
    }

    @Test
    void clockThatGoesBackLeavesNobodyBehind() {
        Rig rig = new Rig(policy(DEAR, CHEAP));
        rig.send("s@x", "u@a.example");
        rig.line.last().end(new Ending.Unreached(NO_ANSWER));
        rig.line.last().end(new Ending.Unreached(NO_ANSWER));
        rig.shift(Duration.ofHours(-5));
        rig.pass(Duration.ofMinutes(1));
        assertTrue(rig.line.called().size() > 2);
    }
}

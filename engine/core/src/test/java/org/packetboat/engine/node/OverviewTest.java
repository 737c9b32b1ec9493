package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.choice.RouteState;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.site.SiteLoad;

/** What an operator sees. */
class OverviewTest {
    private final Rig rig = new Rig(policy(route("west", "*")));

    @Test
    void routeIsOpenWhileItsLinkIsUpAndAvailableWhileACallWouldOpenIt() {
        assertEquals(new RouteState.Open(2), state());
        rig.line.isUp(false);
        assertEquals(new RouteState.Available(), state());
        rig.send("s@x", "a@west.example");
        assertEquals(new RouteState.Open(2), state(), "its call is under way");
        rig.line.last().deliverAll();
        assertEquals(new RouteState.Available(), state());
        rig.replace(policy(with(route("west", "*"), SimRoutes.NEVER)));
        assertEquals(new RouteState.Unavailable(), state());
    }

    @Test
    void siteWhoseHostsAreAllDownIsUnavailableWhereverItIsShown() {
        rig.node.health("west", Optional.of(new Reply(450, "4.4.1", "all hosts are down")));
        rig.send("s@x", "a@west.example");
        assertEquals(new RouteState.Unavailable(), state());
        assertEquals("down 16", domain());
        rig.node.health("west", Optional.empty());
        rig.settle();
        assertEquals(new RouteState.Open(2), state());
        assertEquals("sending 2", domain());
    }

    @Test
    void whatIsResting16() {
        rig.send("s@x", "a@west.example");
        rig.line.last().end(new Ending.Unreached(new Reply(450, "4.4.1", "No answer")));
        assertEquals(new RouteState.Unavailable(), state());
        assertEquals("resting 16", domain());
    }

    private String domain() {
        List<DomainStatus> answer = new ArrayList<>();
        rig.node.overview().domain(new Domain("west.example"), answer::add);
        rig.settle();
        return answer.getFirst().state() + " " + answer.getFirst().hops();
    }

    private RouteState state() {
        List<RouteStatus> answer = new ArrayList<>();
        rig.node.overview().routes(answer::addAll);
        rig.settle();
        return answer.getFirst().state();
    }

    @Test
    void loadsAreAskedOfForwardersThatKnowOfAllMailThatCameIn() {
        rig.replace(policy(with(route("west", "*"), SimRoutes.NEVER)));
        List<SiteLoad> answer = new ArrayList<>();
        rig.node.overview().loads(answer::addAll);
        rig.send("s@x", "a@west.example"); // the node takes its first step after both
        rig.settle();
        assertEquals(List.of("west"), answer.stream().map(SiteLoad::name).toList());
    }

    @Test
    void someDomainsAndRoutesAreShownInTheOrderAsked() {
        rig.replace(policy(with(route("west", "*"), SimRoutes.NEVER)));
        rig.send("s@x", "a@one.example");
        rig.send("s@x", "a@two.example");
        List<DomainStatus> domains = new ArrayList<>();
        List<RouteStatus> routes = new ArrayList<>();
        rig.node.overview().someDomains(List.of(new Domain("two.example"), new Domain("none.example")),
                domains::addAll);
        rig.node.overview().someRoutes(rig.node.policy().routes().own(), routes::addAll);
        rig.settle();
        assertEquals(List.of("two.example 1", "none.example 0"),
                domains.stream().map(d -> d.domain() + " " + d.depth()).toList());
        assertEquals(List.of(2L), routes.stream().map(RouteStatus::depth).toList());
    }
}

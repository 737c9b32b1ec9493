package org.packetboat.schedules.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.NEVER;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.ArrayList;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.site.Timetable;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.schedules.history.History;
import org.packetboat.schedules.plan.question.PlanServer;

/**
 * What happens in a night, whether it is a reason to plan anew, and what becomes of the plan. Lines carry 1000 bytes a
 * second.
 */
class ReplanningTest {
    private static final List<Server> HUB = List.of(server("east"), server("west"));
    private static final Ending NO_ANSWER = new Ending.Unreached(new Reply(450, "4.4.1", "No answer"));

    private final Replanning planning = new Replanning(Expected.by(new History()));

    @Test
    void newMailThatHasLessTimeComesBeforeWhatWasPlanned() {
        Rig rig = new Rig(List.of(new Server("east", Set.of())),
                policy(open("a", 600), open("b", 500), open("c", 120)));
        rig.send("s@x", 20_000, "u@a.example");
        rig.send("s@x", 20_000, "u@b.example");
        rig.send("s@x", 20_000, "u@a.example");
        follow(rig, HUB.subList(0, 1));
        rig.events.clear();
        rig.send("s@x", 20_000, "u@c.example");
        assertTrue(rig.events.stream().anyMatch(planning::on));
        Map<String, Timetable.Turn> plan = follow(rig, HUB.subList(0, 1));
        assertTrue(plan.get("c").start().isBefore(plan.get("b").start()));
        rig.line.last().deliverAll();
        assertEquals("c", rig.line.last().call().site());
    }

    @Test
    void siteThatFailedIsPlannedForAfterItsRestAndTheOthersBefore() {
        Rig rig = new Rig(List.of(new Server("east", Set.of())),
                policy(open("a", 200), open("b", 900), open("c", 950)));
        rig.send("s@x", 60_000, "u@a.example");
        rig.send("s@x", 60_000, "u@b.example");
        rig.send("s@x", 60_000, "u@c.example");
        rig.events.clear();
        rig.line.last().end(NO_ANSWER);
        assertTrue(rig.events.stream().anyMatch(planning::on));
        Map<String, Timetable.Turn> plan = plan(rig, HUB.subList(0, 1));
        assertEquals(START.plusSeconds(60), plan.get("a").start());
        rig.line.last().deliverAll();
        assertFalse(plan.containsKey("b"), "it is on the line");
    }

    @Test
    void sitesOfALineThatDiedArePlannedForTheOtherServer() {
        Rig rig = new Rig(List.of(new Server("east", Set.of("line")), new Server("west", Set.of("line"))),
                policy(open("a", 900).servedBy(List.of("west", "east")),
                        open("b", 900).servedBy(List.of("west", "east")),
                        open("c", 900).servedBy(List.of("west", "east"))));
        for (String site : List.of("a", "b", "c"))
            rig.send("s@x", 20_000, "u@" + site + ".example");
        assertEquals(Set.of("west"), loads(rig).getFirst().able());
        rig.line.last().end(NO_ANSWER);
        rig.events.clear();
        rig.line.last().end(NO_ANSWER);
        assertTrue(rig.events.stream().anyMatch(planning::on));
        assertEquals(Set.of("east"), loads(rig).getFirst().able());
        assertTrue(plan(rig, HUB).values().stream().allMatch(t -> t.server().equals("east")));
    }

    @Test
    void whatAStageLetsGoIsPlannedForAtOnce() {
        assertTrue(planning.on(new StatusEvent.BatchStage(START, "spring", new QueueId(1), 2, 3, "begins")));
    }

    private Timetable timetable(List<SiteLoad> loads, List<PlanServer> planned) {
        return Replanning.timetable(planning.schedule(new NightState(loads), planned, START), loads, START);
    }

    /** Whom a plan has no place for need not wait for the next one. */
    @Test
    void whoHasNoPlaceIsToldOf() {
        Rig rig = new Rig(List.of(new Server("east", Set.of())),
                policy(with(route("a", "a.example"), NEVER), with(route("b", "b.example"), NEVER)));
        rig.send("s@x", 20_000, "u@a.example");
        rig.send("s@x", 20_000, "u@b.example");
        List<SiteLoad> both = loads(rig).stream().map(load -> new SiteLoad(load.name(),
                with(load.route(), once(START, START.plusSeconds(load.name().equals("a") ? 60 : 5))), load.bytes(),
                load.domains(), load.by(), load.from(), Set.of("east"))).toList();
        Timetable plan = timetable(both, NightPlan.servers(HUB.subList(0, 1), Set.of("line")));
        assertEquals(Set.of("b"), plan.passed());
    }

    /** Mail that waits for a plan at most waits 15 minutes for it. */
    @Test
    void thereIsAPlanEveryTenMinutesHoweverManySites() {
        assertEquals(Duration.ofSeconds(10), Replanning.rest(5));
        assertEquals(Duration.ofSeconds(500), Replanning.rest(10_000));
        assertEquals(Duration.ofMinutes(10), Replanning.rest(50_000));
    }

    private static Server server(String name) {
        return new Server(name, Set.of("line"));
    }

    private static Route open(String site, int seconds) {
        return with(route(site, site + ".example"), once(START, START.plusSeconds(seconds)));
    }

    private static List<SiteLoad> loads(Rig rig) {
        List<SiteLoad> loads = new ArrayList<>();
        rig.node.overview().loads(loads::addAll);
        rig.settle();
        rig.pass(Duration.ofMillis(1));
        return loads;
    }

    private Map<String, Timetable.Turn> plan(Rig rig, List<Server> servers) {
        List<PlanServer> planned = NightPlan.servers(servers, Set.of("line"));
        return timetable(loads(rig), planned).turns();
    }

    private Map<String, Timetable.Turn> follow(Rig rig, List<Server> servers) {
        Map<String, Timetable.Turn> turns = plan(rig, servers);
        rig.node.follow(new Timetable(turns));
        rig.settle();
        return turns;
    }

    /** It has a place in a later one. */
    @Test
    void whoRestsOrIsShutForLongerThanAPlanReachesIsNotPassedOver() {
        Route open = with(route("a", "a.example"), NEVER);
        Instant inTwoDays = START.plus(Duration.ofDays(2));
        Route later = with(route("b", "b.example"), once(inTwoDays, inTwoDays.plusSeconds(600)));
        List<SiteLoad> loads = List.of(load("a", with(open, once(START, START.plusSeconds(5))), START),
                load("b", later, START), load("c", with(open, once(START, START.plusSeconds(900))), inTwoDays),
                load("d", with(open, once(START, START.plusSeconds(900))), START));
        Timetable plan = timetable(loads, NightPlan.servers(HUB.subList(0, 1), Set.of("line")));
        assertEquals(Set.of("a"), plan.passed());
    }

    private static SiteLoad load(String name, Route route, Instant from) {
        return new SiteLoad(name, route, 20_000, Map.of(), Instant.MAX, from, Set.of("east"));
    }
}

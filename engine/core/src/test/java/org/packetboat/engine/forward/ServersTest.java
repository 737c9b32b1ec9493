package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withLink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.site.Timetable;
import org.packetboat.engine.status.StatusEvent;

/** A machine with two servers: {@code east} and {@code west}, of which each may use {@code line}. */
class ServersTest {
    private static final List<Server> TWO = List.of(new Server("east", Set.of("line", "outlet")), new Server("west", Set
            .of("line")));
    private static final Ending NO_ANSWER = new Ending.Unreached(new Reply(450, "4.4.1", "No answer"));
    private static final Instant OPEN = START.plusSeconds(60);

    @Test
    void eachCallsOneSiteAtATime() {
        Rig rig = waiting(plain("a"), plain("b"), plain("c"));
        assertEquals(List.of("a", "b"), rig.line.called());
        rig.line.sessions().getFirst().deliverAll();
        assertEquals(List.of("a", "b", "c"), rig.line.called());
    }

    @Test
    void noSiteHasTwoSessions() {
        Rig rig = waiting(plain("a"));
        rig.send("s@x", "u@a.example");
        rig.send("s@x", "u@a.example");
        assertEquals(List.of("a"), rig.line.called());
    }

    @Test
    void linkIsUsedByItsOwnersOnly() {
        Rig rig = waiting(withLink(plain("a"), "outlet"), withLink(plain("b"), "outlet"), plain("c"));
        assertEquals(List.of("a"), rig.outlet.called());
        assertEquals(List.of("c"), rig.line.called());
    }

    @Test
    void pinnedSitesAreCalledByTheirServerThoughAnotherIsFree() {
        Rig rig = waiting(plain("a").servedBy(List.of("west", "east")), plain("b").servedBy(List.of("west")));
        assertEquals(List.of("a"), rig.line.called());
        rig.line.last().deliverAll();
        assertEquals(List.of("a", "b"), rig.line.called());
    }

    @Test
    void nextOfTheListCallsASiteThatDoesNotAnswerTheFirstAndGivesItBackWhenItDoes() {
        Rig rig = waiting(plain("a").servedBy(List.of("west", "east")));
        rig.line.last().end(NO_ANSWER);
        rig.pass(Duration.ofMinutes(2));
        rig.line.last().end(NO_ANSWER);
        assertEquals(2, rig.line.called().size(), "the site rests, whoever is to call it");
        rig.pass(Duration.ofMinutes(3));
        assertEquals(List.of("west", "west", "east"), servers(rig));
        assertEquals(List.of(), dead(rig), "the line of west may be well");
        assertEquals(1, rig.line.last().deliverAll());
        rig.send("s@x", "u@a.example");
        assertEquals("west", rig.line.last().call().server());
    }

    private static List<String> servers(Rig rig) {
        return rig.line.sessions().stream().map(s -> s.call().server()).toList();
    }

    @Test
    void serverThatASiteDidNotAnswerIsTriedAgainWhenTheOtherFailsOtherwise() {
        Rig rig = waiting(plain("a").servedBy(List.of("west", "east")));
        rig.line.last().end(NO_ANSWER);
        rig.pass(Duration.ofMinutes(2));
        rig.line.last().end(NO_ANSWER);
        rig.pass(Duration.ofMinutes(3));
        rig.line.last().end(new Ending.Dropped(new Reply(450, "4.4.2", "gone")));
        rig.pass(Duration.ofMinutes(10));
        assertEquals(List.of("west", "west", "east", "west"), servers(rig));
    }

    @Test
    void deadLineIsForgottenWhenTheClockIsPutBack() {
        Rig rig = waiting(plain("a").servedBy(List.of("west", "east")), plain("b").servedBy(List.of("west", "east")));
        rig.line.last().end(NO_ANSWER);
        rig.line.last().end(NO_ANSWER);
        assertEquals(List.of("west line"), dead(rig));
        rig.shift(Duration.ofDays(-1000));
        assertEquals(List.of(), dead(rig));
        assertEquals(Map.of(), able(rig).entrySet().stream().filter(e -> !e.getValue().equals(Set.of("west")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** A storm of calls: each failure cleared the rest of the site, and each server had another go at once. */
    @Test
    void deadSitesAreCalledInTheirCyclesThoughThereAreTwoServers() {
        for (int sites = 1; sites <= 3; sites++) {
            Rig rig = waiting(List.of(plain("a"), plain("b"), plain("c")).subList(0, sites).toArray(new Route[0]));
            Map<String, List<Instant>> calls = new HashMap<>();
            int seen = 0;
            for (int second = 0; second < 3600; second++) {
                for (; seen < rig.line.sessions().size(); seen++) {
                    HandSession call = rig.line.sessions().get(seen);
                    calls.computeIfAbsent(call.call().site(), _ -> new ArrayList<>()).add(rig.clock.now());
                    call.end(NO_ANSWER);
                }
                rig.pass(Duration.ofSeconds(1));
            }
            calls.forEach((site, at) -> {
                assertTrue(at.size() >= 5 && at.size() <= 40, site + " was called " + at.size() + " times");
                for (int i = 1; i < at.size(); i++)
                    assertTrue(at.get(i).isAfter(at.get(i - 1)), site + " twice in a second");
                long early = IntStream.range(1, at.size())
                        .filter(i -> at.get(i).isBefore(at.get(i - 1).plusSeconds(59))).count();
                assertTrue(early <= 1, () -> site + " is called again within a cycle " + early + " times: " + at);
            });
        }
    }

    /** Two sites away on a network say nothing about it. */
    @Test
    void networkIsNoLineThatMayBeDead() {
        Rig rig = waiting(plain("a"), plain("b"), plain("c"));
        rig.line.isNetwork();
        for (int call = 0; call < 3; call++)
            rig.line.last().end(NO_ANSWER);
        assertEquals(List.of(), dead(rig));
        assertEquals(List.of(), rig.events(StatusEvent.Trouble.class));
    }

    @Test
    void sitesBlamedForADeadLineAreCalledByAnotherInASecond() {
        Rig rig = waiting(plain("a").servedBy(List.of("west", "east")), plain("b").servedBy(List.of("west", "east")));
        rig.line.last().end(NO_ANSWER);
        rig.line.last().end(NO_ANSWER);
        assertTrue(rig.events(StatusEvent.Trouble.class).getFirst().what().contains("server west reaches nobody"));
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of("a", "b", "a"), rig.line.called());
        rig.line.last().deliverAll();
        assertEquals("b", rig.line.last().call().site());
        rig.line.last().deliverAll();
        assertEquals(0, rig.depth("a.example") + rig.depth("b.example"));
    }

    @Test
    void callNamesTheServerThatMakesIt() {
        Rig rig = waiting(plain("a"), plain("b"));
        assertEquals(List.of("east", "west"), rig.line.sessions().stream().map(s -> s.call().server()).toList());
    }

    @Test
    void whoPlansHearsWhichServersMayCallASite() {
        Rig rig = waiting(plain("a"), plain("b"), plain("c"), withLink(plain("d"), "outlet"));
        assertEquals(Map.of("c", Set.of("east", "west"), "d", Set.of("east")), able(rig));
        rig.line.sessions().get(1).end(NO_ANSWER);
        rig.line.sessions().get(2).end(NO_ANSWER);
        assertEquals(Set.of("east"), able(rig).get("c"));
    }

    /** By site, of those that wait. */
    private static Map<String, Set<String>> able(Rig rig) {
        Map<String, Set<String>> able = new HashMap<>();
        rig.node.overview().loads(loads -> loads.forEach(l -> able.put(l.name(), l.able())));
        rig.settle();
        return able;
    }

    @Test
    void lineThatReachesNoneOfTwoSitesIsToldToPlannersUntilItHasRested() {
        Rig rig = waiting(withLink(plain("a"), "outlet"), withLink(plain("b"), "outlet"));
        rig.outlet.last().end(NO_ANSWER);
        assertEquals(List.of(), dead(rig));
        rig.outlet.last().end(NO_ANSWER);
        assertEquals(List.of("east outlet"), dead(rig));
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of(), dead(rig));
    }

    @Test
    void siteThatNeverAnswersIsNoDeadLine() {
        Rig rig = waiting(withLink(plain("a"), "outlet"));
        rig.outlet.last().end(NO_ANSWER);
        rig.pass(Duration.ofMinutes(1));
        rig.outlet.last().end(NO_ANSWER);
        assertEquals(2, rig.outlet.called().size());
        assertEquals(List.of(), dead(rig));
    }

    private static List<String> dead(Rig rig) {
        List<DeadLine> dead = new ArrayList<>();
        rig.node.overview().deadLines(dead::addAll);
        rig.settle();
        return dead.stream().map(line -> line.server() + " " + line.link()).toList();
    }

    @Test
    void planIsFollowedAheadOfItsTimes() {
        Rig rig = waiting(plain("a"), plain("b"), plain("c"), plain("d"));
        follow(rig, Map.of("d", turn("east", 10), "c", turn("west", 10)));
        rig.line.sessions().getFirst().deliverAll();
        rig.line.sessions().get(1).deliverAll();
        assertEquals(List.of("a", "b", "d", "c"), rig.line.called());
    }

    @Test
    void planDividesSitesAmongServers() {
        Rig rig = closed();
        follow(rig, Map.of("a", turn("west", 0), "b", turn("east", 10), "c", turn("west", 20)));
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of("b", "a"), rig.line.called());
    }

    /** While one server has a slow site, the other one does not stand by. */
    @Test
    void whoHasNothingToDoTakesTheNextSiteOfAnother() {
        Rig rig = closed();
        follow(rig, Map.of("a", turn("east", 0), "b", turn("east", 300), "c", turn("east", 400)));
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of("a", "b"), rig.line.called());
        rig.line.sessions().get(1).deliverAll();
        assertEquals(List.of("a", "b", "c"), rig.line.called());
    }

    /** Its own next call comes first, even if that can't be made yet. */
    @Test
    void whoIsNeededSoonTakesNoSiteOfAnother() {
        Rig rig = waiting(with(plain("a"), once(OPEN, OPEN.plusSeconds(600))),
                with(plain("b"), once(OPEN, OPEN.plusSeconds(700))),
                with(plain("c"), once(OPEN.plusSeconds(60), OPEN.plusSeconds(120))));
        Instant soon = OPEN.plusSeconds(90);
        follow(rig, Map.of("a", lasting("east", 0, 100), "b", lasting("east", 300, 100),
                "c", new Timetable.Turn("west", OPEN.plusSeconds(60), soon, soon, Duration.ofSeconds(30))));
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of("a"), rig.line.called());
        rig.pass(Duration.ofSeconds(60));
        assertEquals(List.of("a", "c"), rig.line.called());
        rig.line.sessions().get(1).deliverAll();
        assertEquals(List.of("a", "c", "b"), rig.line.called());
    }

    private static Timetable.Turn lasting(String server, int seconds, int takes) {
        Instant latest = OPEN.plusSeconds(seconds + 200);
        return new Timetable.Turn(server, OPEN.plusSeconds(seconds), latest, latest, Duration.ofSeconds(takes));
    }

    @Test
    void whoIsBusyIsToldWithTheEndThatIsExpected() {
        Rig rig = waiting(plain("a"));
        List<BusyServer> busy = new ArrayList<>();
        rig.node.overview().busy(busy::addAll);
        rig.settle();
        assertEquals(List.of("east a"), busy.stream().map(b -> b.server() + " " + b.site()).toList());
        assertTrue(!busy.getFirst().until().isBefore(START), busy::toString);
    }

    @Test
    void planThatCanNotBeKeptIsGivenUpAndLeastSlackComesFirst() {
        Rig rig = waiting(with(plain("a"), once(OPEN, OPEN.plusSeconds(600))).servedBy(List.of("east")),
                with(plain("b"), once(OPEN, OPEN.plusSeconds(700))).servedBy(List.of("east")),
                with(plain("c"), once(OPEN, OPEN.plusSeconds(800))).servedBy(List.of("east")));
        follow(rig, Map.of("c", turn("east", 0), "b", turn("east", 10), "a", turn("east", 20)));
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of("c"), rig.line.called());
        rig.pass(Duration.ofSeconds(21));
        rig.line.last().deliverAll();
        assertEquals(List.of("c", "a"), rig.line.called());
    }

    private static void follow(Rig rig, Map<String, Timetable.Turn> turns) {
        rig.node.follow(new Timetable(turns));
        rig.settle();
    }

    private static Timetable.Turn turn(String server, int seconds) {
        return new Timetable.Turn(server, OPEN.plusSeconds(seconds), OPEN.plusSeconds(seconds + 10));
    }

    /** Three sites that open in a minute; {@code a} closes first. */
    private static Rig closed() {
        return waiting(with(plain("a"), once(OPEN, OPEN.plusSeconds(600))),
                with(plain("b"), once(OPEN, OPEN.plusSeconds(
                        700))),
                with(plain("c"), once(OPEN, OPEN.plusSeconds(800))));
    }

    private static Route plain(String name) {
        return route(name, name + ".example");
    }

    private static Rig waiting(Route... routes) {
        Policy policy = policy(routes);
        Rig rig = new Rig(TWO, policy);
        for (Route route : routes)
            rig.send("s@x", "u@" + route.site() + ".example");
        return rig;
    }
}

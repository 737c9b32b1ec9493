package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withLink;
import static org.packetboat.engine.sim.SimRoutes.withTimes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallCount;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;

/** Calls cost money, and a SIM card is blocked by whoever calls too often. */
class CallLimitsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static Route limited(String site, CallLimits far, CallLimits link) {
        Route route = withTimes(route(site, site + ".example"), MINUTE, Duration.ofDays(9));
        return route.on(route.terms().with(new CallBudget(far, link)));
    }

    private static Rig rig(CallLimits far) {
        return new Rig(policy(limited("far", far, CallLimits.NONE)));
    }

    private static void send(Rig rig) {
        rig.send("s@x", "u@far.example");
    }

    private static int calls(Rig rig) {
        return rig.line.sessions().size();
    }

    private static RouteStatus status(Rig rig, String site) {
        List<Optional<RouteStatus>> answers = new ArrayList<>();
        rig.node.overview().route(site, answers::add);
        rig.settle();
        return answers.getFirst().orElseThrow();
    }

    @Test
    void noMoreCallsThanTheLimitInAnyHour() {
        Rig rig = rig(CallLimits.perHour(2));
        for (int i = 0; i < 2; i++) {
            send(rig);
            assertEquals(1, rig.line.last().deliverAll());
            rig.pass(MINUTE);
        }
        send(rig);
        assertEquals(2, calls(rig));
        rig.pass(Duration.ofMinutes(57));
        assertEquals(2, calls(rig));
        rig.pass(MINUTE.multipliedBy(2));
        assertEquals(3, calls(rig));
    }

    @Test
    void callsThatReachNobodyCountAndCostNoMinutes() {
        Rig rig = rig(new CallLimits(Optional.empty(), Optional.of(3), Optional.of(Duration.ofMinutes(2)),
                Optional.empty()));
        send(rig);
        for (int i = 1; i <= 3; i++) {
            assertEquals(i, calls(rig));
            rig.pass(MINUTE);
            rig.line.last().end(new Ending.Unreached(new Reply(450, "4.4.1", "busy")));
            rig.pass(Duration.ofMinutes(20));
        }
        assertEquals(3, calls(rig));
        assertEquals(new CallCount(0, 3, Duration.ZERO), new CallCount(0, status(rig, "far").calls().lastDay(),
                status(rig, "far").calls().lasted()));
        rig.pass(Duration.ofHours(23));
        assertEquals(4, calls(rig));
    }

    /** Another program has the modem for hours: no call was made, and none is used up. */
    @Test
    void callForWhichNoPortCouldBeHadDoesNotCount() {
        Rig rig = rig(CallLimits.perDay(1));
        send(rig);
        for (int i = 1; i <= 5; i++) {
            assertEquals(i, calls(rig));
            rig.line.last().end(Ending.Unreached.undialled("every port of this link is in use"));
            rig.pass(Duration.ofMinutes(20));
        }
        assertEquals(1, status(rig, "far").calls().lastDay());
        rig.crash();
        assertEquals(1, status(rig, "far").calls().lastDay());
        assertEquals(6, calls(rig));
    }

    @Test
    void minutesOfADayEndACallAndTheNextComesADayLater() {
        Rig rig = rig(CallLimits.ofMinutes(10));
        send(rig);
        send(rig);
        rig.line.last().deliver(rig.line.last().take());
        rig.pass(MINUTE.multipliedBy(9));
        assertEquals(List.of(), rig.line.last().stops());
        rig.pass(MINUTE);
        assertEquals(List.of("drain: it has lasted as long as its limits allow"), rig.line.last().stops());
        rig.line.last().end(new Ending.Finished());
        assertEquals(Duration.ofMinutes(10), status(rig, "far").calls().lasted());
        rig.pass(Duration.ofHours(23));
        assertEquals(1, calls(rig));
        rig.pass(HOUR.plusMinutes(1));
        assertEquals(2, calls(rig));
    }

    @Test
    void urgentMailAndFlushDoNotGoBeyondItAndStatusSaysWhich() {
        Rig rig = rig(CallLimits.perDay(1));
        send(rig);
        rig.line.last().deliverAll();
        send(rig);
        rig.say(answer -> rig.node.operator().flush(new Target.OfDomain(new Domain("far.example")), answer));
        assertEquals(1, calls(rig));
        Reply said = new Reply(450, "4.3.2",
                "calls-per-day 1 of site far is reached; no call before 2026-11-21T00:00:00Z");
        assertEquals(Optional.of(said), status(rig, "far").lastReply());
        assertEquals(new CallCount(1, 1, Duration.ZERO), status(rig, "far").calls());
        List<Optional<Reply>> queue = new ArrayList<>();
        rig.node.overview().domain(new Domain("far.example"), d -> queue.add(d.lastReply()));
        rig.settle();
        assertEquals(List.of(Optional.of(said)), queue);
        assertTrue(rig.events(StatusEvent.Trouble.class).getFirst().toString().contains(said.text()));
    }

    @Test
    void restartGivesNobodyMoreCalls() {
        Rig rig = rig(CallLimits.perHour(1));
        send(rig);
        rig.line.last().deliverAll();
        rig.crash();
        send(rig);
        assertEquals(1, calls(rig));
        rig.off(HOUR);
        assertEquals(2, calls(rig));
    }

    @Test
    void killInMidCallGivesNoFreshMinutes() {
        Rig rig = rig(CallLimits.ofMinutes(10));
        send(rig);
        rig.line.last().take();
        rig.pass(Duration.ofMinutes(9));
        rig.crash();
        assertEquals(1, calls(rig));
        assertEquals(Duration.ofMinutes(10), status(rig, "far").calls().lasted());
        rig.pass(Duration.ofHours(23));
        assertEquals(1, calls(rig));
        rig.pass(HOUR.plusMinutes(2));
        assertEquals(2, calls(rig));
    }

    @Test
    void clockPutForwardOrBackChangesNothing() {
        Rig rig = rig(CallLimits.perHour(1));
        send(rig);
        rig.line.last().deliverAll();
        send(rig);
        rig.shift(Duration.ofDays(1));
        assertEquals(1, calls(rig));
        rig.shift(Duration.ofDays(-3));
        rig.pass(Duration.ofMinutes(59));
        assertEquals(1, calls(rig));
        rig.pass(MINUTE.multipliedBy(2));
        assertEquals(2, calls(rig));
    }

    @Test
    void twoLinksToOneNumberShareItsLimit() {
        CallLimits one = CallLimits.perHour(1);
        Rig rig = new Rig(policy(with(limited("far", one, CallLimits.NONE), uucp("far")),
                withLink(with(limited("near", one, CallLimits.NONE), uucp("near")), "second")));
        rig.links.put("second", rig.line);
        send(rig);
        rig.send("s@x", "u@near.example");
        rig.line.last().deliverAll();
        rig.pass(MINUTE.multipliedBy(5));
        assertEquals(List.of("far"), rig.line.called());
        assertTrue(
                status(rig, "near").lastReply().orElseThrow().text().startsWith("calls-per-hour 1 of number 5550100"));
        rig.pass(HOUR);
        assertEquals(List.of("far", "near"), rig.line.called());
    }

    @Test
    void limitOfALinkIsForAllItsSites() {
        CallLimits one = CallLimits.perHour(1);
        Rig rig = new Rig(policy(limited("far", CallLimits.NONE, one), limited("near", CallLimits.perHour(9), one)));
        send(rig);
        rig.send("s@x", "u@near.example");
        rig.line.last().deliverAll();
        rig.pass(MINUTE.multipliedBy(59));
        assertEquals(List.of("far"), rig.line.called());
        rig.pass(MINUTE.multipliedBy(2));
        assertEquals(List.of("far", "near"), rig.line.called());
    }

    /** Both could be called when the window opened; the first call leaves none for the other. */
    @Test
    void whoseTurnItIsIsNotCalledWhenTheCallBeforeWasTheLast() {
        CallLimits one = CallLimits.perHour(1);
        Window opens = once(Rig.START.plus(HOUR), Rig.START.plus(HOUR.multipliedBy(9)));
        Rig rig = new Rig(policy(with(limited("far", CallLimits.NONE, one), opens),
                with(limited("near", CallLimits.NONE, one), opens)));
        send(rig);
        rig.send("s@x", "u@near.example");
        rig.pass(HOUR.plusMinutes(1));
        rig.line.last().deliverAll();
        assertEquals(1, calls(rig));
        rig.pass(HOUR);
        assertEquals(2, calls(rig));
    }

    @Test
    void longestCallEndsItAsACloseDoesAlsoWhenTheScheduleChangesMeanwhile() {
        Route route = with(limited("far", CallLimits.longest(Duration.ofMinutes(5)), CallLimits.NONE), AtClose.CUT);
        Rig rig = new Rig(policy(route));
        send(rig);
        rig.line.last().take();
        rig.pass(MINUTE);
        rig.replace(policy(route, route("other", "other.example")));
        rig.pass(MINUTE.multipliedBy(3));
        assertEquals(List.of(), rig.line.last().stops());
        rig.pass(MINUTE);
        assertEquals(List.of("cut: it has lasted as long as its limits allow"), rig.line.last().stops());
        rig.line.last().end(new Ending.Stopped("it has lasted as long as its limits allow"));
        rig.pass(MINUTE.multipliedBy(3));
        assertEquals(2, calls(rig));
    }

    /** It has lasted as long as it has, whatever the machine's clock shows by now. */
    @Test
    void longestCallIsMeasuredByTimeThatHasPassed() {
        Route route = with(limited("far", CallLimits.longest(Duration.ofMinutes(5)), CallLimits.NONE), AtClose.CUT);
        Rig rig = new Rig(policy(route));
        send(rig);
        rig.line.last().take();
        rig.pass(MINUTE);
        rig.shift(HOUR.negated());
        rig.replace(policy(route, route("other", "other.example")));
        rig.pass(MINUTE.multipliedBy(3));
        assertEquals(List.of(), rig.line.last().stops());
        rig.pass(MINUTE);
        assertEquals(List.of("cut: it has lasted as long as its limits allow"), rig.line.last().stops());
    }

    @Test
    void callsOverLinesAreCountedWithoutLimits() {
        Rig rig = rig(CallLimits.NONE);
        rig.line.isUp(false);
        send(rig);
        rig.line.last().take();
        rig.pass(MINUTE.multipliedBy(3));
        assertEquals(new CallCount(1, 1, Duration.ofMinutes(3)), status(rig, "far").calls());
    }

    @Test
    void theyAreTakenBackWhenTheScheduleIsChanged() {
        Rig rig = rig(CallLimits.perDay(1));
        send(rig);
        rig.line.last().deliverAll();
        send(rig);
        assertEquals(1, calls(rig));
        rig.replace(policy(limited("far", CallLimits.perDay(2), CallLimits.NONE)));
        assertEquals(2, calls(rig));
    }

    @Test
    void twoSidesThatDialledEachOtherRestDifferently() {
        assertTrue(!firstRest("there", "node-a").equals(firstRest("there", "node-b")));
    }

    private static Duration firstRest(String site, String node) {
        Rig rig = new Rig(policy(with(route(site, "far.example"), uucp(node))));
        send(rig);
        rig.line.last().end(new Ending.Unreached(new Reply(450, "4.4.1", "busy")));
        while (calls(rig) == 1)
            rig.pass(Duration.ofMillis(100));
        Duration rest = Duration.between(Rig.START, rig.clock.now());
        assertTrue(rest.compareTo(MINUTE) >= 0 && rest.compareTo(Duration.ofSeconds(91)) < 0, rest.toString());
        return rest;
    }
}

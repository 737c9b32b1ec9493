package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** What a far side gets that has called us. */
class InboundCallSupplyTest {
    private static final Reply LATER = new Reply(451, "4.2.0", "Later");
    private static final Duration CYCLE = Duration.ofMinutes(1);

    private static Route denver(Window window) {
        return with(with(route("denver", "denver.example"), uucp("denver")), window);
    }

    private static Rig rig(Window window) {
        return new Rig(policy(denver(window), route("east", "east.example")));
    }

    private static HandSession call(Rig rig, String node) {
        return rig.line.answer(session -> rig.node.answered(node, "modem", session));
    }

    @Test
    void aCallerGetsItsMailThoughItsWindowIsClosed() {
        Rig rig = rig(SimRoutes.NEVER);
        rig.send("s@x", "a@denver.example");
        rig.send("s@x", "a@east.example");
        assertEquals(1, call(rig, "denver").deliverAll());
        assertEquals(0, rig.depth("denver.example"));
        StatusEvent.SessionEnded ended = rig.events(StatusEvent.SessionEnded.class).getFirst();
        assertEquals(List.of("denver", "modem", 1), List.of(ended.site(), ended.link(), ended.envelopes()));
    }

    @Test
    void aCallerIsServedWhileAnotherSiteIsCalled() {
        Rig rig = rig(SimRoutes.NEVER);
        rig.send("s@x", "a@east.example");
        rig.send("s@x", "a@denver.example");
        assertEquals(1, call(rig, "denver").deliverAll());
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void aSiteThatCallsIsNotCalledMeanwhile() {
        Rig rig = rig(Window.ALWAYS);
        HandSession caller = call(rig, "denver");
        rig.send("s@x", "a@denver.example");
        rig.pass(CYCLE);
        assertEquals(List.of(), rig.line.called());
        assertEquals(1, caller.deliverAll());
        rig.send("s@x", "a@denver.example");
        assertEquals(List.of("denver"), rig.line.called());
    }

    @Test
    void aSiteThatIsCalledGetsNothingByASecondSession() {
        Rig rig = rig(Window.ALWAYS);
        rig.send("s@x", "a@denver.example");
        HandSession caller = call(rig, "denver");
        assertTrue(caller.next().isEmpty());
        caller.end(new Ending.Finished());
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void twoCallsOfOneSiteShareNothing() {
        Rig rig = rig(SimRoutes.NEVER);
        rig.send("s@x", "a@denver.example");
        HandSession first = call(rig, "denver");
        HandSession second = call(rig, "denver");
        assertTrue(second.next().isEmpty());
        second.end(new Ending.Dropped(LATER));
        assertEquals(1, first.deliverAll());
    }

    @Test
    void aCallIsAChanceForWhatWaitsForItsRetry() {
        Rig rig = rig(Window.ALWAYS);
        rig.send("s@x", "a@denver.example");
        HandSession first = rig.line.last();
        first.settle(first.take(), new Outcome.Deferred(LATER));
        first.end(new Ending.Finished());
        assertEquals(1, call(rig, "denver").deliverAll());
    }

    @Test
    void whatWasDeferredInACallIsNotOfferedAgainInIt() {
        Rig rig = rig(SimRoutes.NEVER);
        rig.send("s@x", "a@denver.example");
        HandSession caller = call(rig, "denver");
        caller.settle(caller.take(), new Outcome.Deferred(LATER));
        assertTrue(caller.next().isEmpty());
    }

    @Test
    void whatAnswerNobodyHeardGoesBack() {
        Rig rig = rig(Window.ALWAYS);
        HandSession caller = call(rig, "denver");
        rig.send("s@x", "a@denver.example");
        Envelope envelope = caller.take();
        caller.end(new Ending.Dropped(LATER));
        assertEquals(List.of(envelope), rig.waiting(envelope.message().id()));
        assertEquals(List.of(), rig.line.called());
        rig.pass(CYCLE.multipliedBy(2));
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void oneCallServesAllRoutesToTheCaller() {
        Route hills = with(with(route("hills", "hills.example"), uucp("denver")), SimRoutes.NEVER);
        Rig rig = new Rig(policy(denver(SimRoutes.NEVER), hills));
        rig.send("s@x", "a@hills.example");
        rig.send("s@x", "a@denver.example");
        rig.send("s@x", "b@hills.example");
        assertEquals(3, call(rig, "denver").deliverAll());
    }

    @Test
    void mailThatComesDuringTheCallGoesWithIt() {
        Rig rig = rig(SimRoutes.NEVER);
        HandSession caller = call(rig, "denver");
        assertTrue(caller.next().isEmpty());
        rig.send("s@x", "a@denver.example");
        assertEquals(1, caller.deliverAll());
    }

    @Test
    void aFarSideWithoutARouteGetsNothing() {
        Rig rig = rig(SimRoutes.NEVER);
        rig.send("s@x", "a@denver.example");
        assertEquals(0, call(rig, "boulder").deliverAll());
    }

    @Test
    void aServerThatStopsEndsTheCallsItAnswers() {
        Rig rig = rig(SimRoutes.NEVER);
        HandSession caller = call(rig, "denver");
        rig.node.close(true);
        rig.settle();
        assertEquals(List.of("cut: the server stops"), caller.stops());
        assertTrue(call(rig, "denver").next().isEmpty());
    }

    @Test
    void aCallOutlastsAChangeOfItsRoutesWindowButNotOfItsFarSide() {
        Rig rig = rig(Window.ALWAYS);
        HandSession caller = call(rig, "denver");
        Policy closed = policy(denver(SimRoutes.NEVER));
        rig.replace(closed);
        rig.send("s@x", "a@denver.example");
        caller.deliver(caller.take());
        assertEquals(List.of(), caller.stops());
        rig.replace(policy(with(denver(Window.ALWAYS), uucp("boulder"))));
        assertEquals(List.of("drain: its route changed"), caller.stops());
        rig.send("s@x", "a@denver.example");
        assertTrue(caller.next().isEmpty());
    }

    @Test
    void aCallUnderWayIsSeen() {
        Rig rig = rig(SimRoutes.NEVER);
        call(rig, "denver");
        List<SessionStatus> seen = new ArrayList<>();
        rig.node.overview().sessions(seen::addAll);
        rig.settle();
        assertEquals(List.of(new SessionStatus("denver", "modem", Rig.START, 0, 0, Optional.empty(),
                SessionFigures.NONE, false)), seen);
    }

    @Test
    void whatASessionCarriedIsSeenDuringItAndToldAtItsEnd() {
        Rig rig = rig(SimRoutes.NEVER);
        SessionFigures.Place place = new SessionFigures.Place("line1", "", true, 100);
        SessionFigures told = new SessionFigures(place, 700, 90, 0, 40, 3, 1, "");
        HandSession caller = call(rig, "denver");
        rig.send("s@x", "a@denver.example");
        caller.deliver(caller.take());
        caller.tell(told);
        List<SessionStatus> seen = new ArrayList<>();
        rig.node.overview().sessions(seen::addAll);
        rig.pass(Duration.ofSeconds(10));
        caller.end(new Ending.Finished());
        SessionFigures all = told.withMail(500, 40);
        assertEquals(all, seen.getFirst().figures());
        StatusEvent.SessionEnded ended = rig.events(StatusEvent.SessionEnded.class).getFirst();
        assertEquals(all, ended.figures());
        assertEquals(54, ended.figures().efficiency(ended.lasted()));
    }

    @Test
    void aLongTransferTellsWhenItWillBeThrough() {
        Rig rig = rig(SimRoutes.NEVER);
        HandSession caller = call(rig, "denver");
        rig.send("s@x", 9000, "a@denver.example");
        Envelope envelope = caller.take();
        caller.progress(envelope, 0);
        rig.pass(Duration.ofSeconds(10));
        caller.progress(envelope, 1000);
        List<SessionStatus> seen = new ArrayList<>();
        rig.node.overview().sessions(seen::addAll);
        rig.settle();
        assertEquals(Optional.of(rig.clock.now().plusSeconds(80)), seen.getFirst().progress().orElseThrow().end());
    }

    @Test
    void whoAsksToBeCalledBackIsCalledThoughNothingWaits() {
        Rig rig = rig(Window.ALWAYS);
        rig.node.callBack("denver");
        rig.settle();
        assertEquals(List.of("denver"), rig.line.called());
        rig.line.last().deliverAll();
        rig.pass(Duration.ofHours(1));
        assertEquals(List.of("denver"), rig.line.called());
    }

    @Test
    void aCallBackWaitsForTheWindowAndIsRepeatedUntilItGetsThrough() {
        Rig rig = rig(SimRoutes.once(Rig.START.plusSeconds(60), Rig.START.plusSeconds(600)));
        rig.node.callBack("denver");
        rig.settle();
        assertEquals(List.of(), rig.line.called());
        rig.pass(CYCLE);
        rig.line.last().end(new Ending.Unreached(LATER));
        rig.pass(CYCLE.multipliedBy(2));
        rig.line.last().deliverAll();
        assertEquals(List.of("denver", "denver"), rig.line.called());
    }
}

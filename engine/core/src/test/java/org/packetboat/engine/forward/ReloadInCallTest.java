package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.withTimes;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.calls.MonthlyData.Beyond;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.peer.MaxRate;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;

/** Limits and tariffs that come, change or go while a call lasts. */
class ReloadInCallTest {
    private static final CallLimits MEGABYTE = CallLimits.NONE.with(new MonthlyData(1, Beyond.STOP, ZoneOffset.UTC));
    private static final CallLimits PAID = CallLimits.NONE.with(new MonthlyData(1, Beyond.PAY, ZoneOffset.UTC));

    private static Route plain() {
        return withTimes(route("far", "far.example"), Duration.ofMinutes(1), Duration.ofDays(99));
    }

    private static Route limited(CallLimits link) {
        return plain().on(plain().terms().with(new CallBudget(CallLimits.NONE, link)));
    }

    /** So many millionths of a euro each megabyte. */
    private static Route priced(Route route, long perMegabyte) {
        return route.on(route.terms().with(new Tariff("EUR", 0, 0, Duration.ofMinutes(1), new RateTimes() {
            @Override
            public Rates at(Instant at) {
                return new Rates(0, perMegabyte);
            }

            @Override
            public Optional<Instant> change(Instant after) {
                return Optional.empty();
            }
        })));
    }

    private static Rig calling(Route route) {
        Rig rig = new Rig(policy(route));
        rig.send("s@x", "u@far.example");
        rig.send("s@x", "v@far.example");
        return rig;
    }

    private static void carries(Rig rig, long bytes) {
        rig.line.last().tell(SessionFigures.NONE.withWire(bytes, 0));
    }

    private static long used(Rig rig) {
        List<Optional<RouteStatus>> answers = new ArrayList<>();
        rig.node.overview().route("far", answers::add);
        rig.settle();
        return answers.getFirst().orElseThrow().data().getFirst().used();
    }

    private static List<String> charges(Rig rig) {
        return rig.events(StatusEvent.SessionEnded.class).stream()
                .map(e -> e.charge().map(Object::toString).orElse("none")).toList();
    }

    @Test
    void aLimitThatComesCountsWhatGoesFromThenOn() {
        Rig rig = calling(plain());
        HandSession session = rig.line.last();
        session.deliver(session.take());
        carries(rig, 600_000);
        rig.replace(policy(limited(MEGABYTE)));
        carries(rig, 1_600_000);
        assertEquals(1_000_000, used(rig));
        assertEquals(Optional.empty(), session.next());
        session.end(new Ending.Finished());
        rig.pass(Duration.ofHours(1));
        assertEquals(1, rig.line.sessions().size());
    }

    @Test
    void aLimitThatGoesHoldsNoLonger() {
        Rig rig = calling(limited(MEGABYTE));
        HandSession session = rig.line.last();
        session.deliver(session.take());
        carries(rig, 1_000_000);
        rig.replace(policy(plain()));
        session.deliver(session.take());
        session.end(new Ending.Finished());
        rig.replace(policy(limited(MEGABYTE)));
        assertEquals(1_000_000, used(rig));
    }

    private static Route rated(int mails) {
        return plain().on(plain().terms().with(new MaxRate(mails, Duration.ofHours(1))));
    }

    @Test
    void aRateThatGoesHoldsNoLonger() {
        Rig rig = calling(rated(1));
        HandSession session = rig.line.last();
        session.deliver(session.take());
        rig.replace(policy(plain()));
        assertEquals(1, session.deliverAll());
    }

    @Test
    void aRateThatComesOrChangesHoldsFromThenOn() {
        Rig rig = calling(plain());
        HandSession session = rig.line.last();
        session.deliver(session.take());
        rig.replace(policy(rated(1)));
        session.deliver(session.take()); // what was handed out before it came counts to none
        rig.send("s@x", "w@far.example");
        assertEquals(Optional.empty(), session.next());
        session.end(new Ending.Finished());
        rig.replace(policy(rated(2)));
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void theLinkHearsOfAThrottleThatComesChangesOrGoes() {
        Rig rig = calling(plain());
        HandSession session = rig.line.last();
        for (long most : List.of(100L, 50L))
            rig.replace(policy(plain().on(plain().terms().throttled(most))));
        rig.replace(policy(plain()));
        assertEquals(List.of(Optional.of(100L), Optional.of(50L), Optional.empty()), session.throttles());
    }

    @Test
    void aSiteThatHasCalledUsIsCountedFromThenOn() {
        Rig rig = new Rig(policy(plain()));
        HandSession session = rig.line.answer(stop -> rig.node.answered(r -> r.site().equals("far"), "line", stop));
        rig.settle();
        carries(session, 100);
        rig.replace(policy(limited(MEGABYTE)));
        carries(session, 150);
        session.end(new Ending.Finished());
        assertEquals(50, used(rig));
    }

    private static void carries(HandSession session, long bytes) {
        session.tell(SessionFigures.NONE.withWire(0, bytes));
    }

    /** What went before it was included in nothing: 0.6 MB, then 1.2 MB of which one is included. */
    @Test
    void whatWentBeforeTheLimitIsPaidFor() {
        Rig rig = calling(priced(plain(), 1_000_000));
        rig.line.last().deliver(rig.line.last().take());
        carries(rig, 600_000);
        rig.replace(policy(priced(limited(PAID), 1_000_000)));
        carries(rig, 1_800_000);
        rig.line.last().end(new Ending.Finished());
        assertEquals(List.of("0.80 EUR"), charges(rig));
    }

    @Test
    void theTariffOfTheAnswerCounts() {
        Rig rig = calling(priced(plain(), 1_000_000));
        rig.replace(policy(priced(plain(), 2_000_000)));
        rig.line.last().deliver(rig.line.last().take());
        rig.replace(policy(priced(plain(), 3_000_000)));
        carries(rig, 1_000_000);
        rig.line.last().end(new Ending.Finished());
        assertEquals(List.of("2.00 EUR"), charges(rig));
    }

    @Test
    void aTariffThatComesOrGoesAfterTheAnswerChangesNothing() {
        Rig without = calling(plain());
        without.line.last().deliver(without.line.last().take());
        without.replace(policy(priced(plain(), 1_000_000)));
        carries(without, 1_000_000);
        without.line.last().end(new Ending.Finished());
        Rig with = calling(priced(plain(), 1_000_000));
        with.line.last().deliver(with.line.last().take());
        with.replace(policy(plain()));
        carries(with, 1_000_000);
        with.line.last().end(new Ending.Finished());
        assertEquals(List.of("none"), charges(without));
        assertEquals(List.of("1.00 EUR"), charges(with));
    }

    @Test
    void aCallUnderWayCountsWhereCallsAreLimitedFromNowOn() {
        Rig rig = calling(plain());
        rig.replace(policy(limited(CallLimits.perDay(1))));
        rig.line.last().deliverAll();
        rig.send("s@x", "w@far.example");
        rig.pass(Duration.ofHours(1));
        assertEquals(1, rig.line.sessions().size());
    }

    /** It has lasted two minutes of three when that becomes the limit. */
    @Test
    void aCallUnderWayLastsNoLongerThanItMayNow() {
        Rig rig = calling(plain());
        HandSession session = rig.line.last();
        session.take();
        rig.pass(Duration.ofMinutes(2));
        rig.replace(policy(limited(CallLimits.longest(Duration.ofMinutes(3)))));
        rig.pass(Duration.ofSeconds(59));
        assertEquals(List.of(), session.stops());
        rig.pass(Duration.ofSeconds(2));
        assertEquals(List.of("drain: it has lasted as long as its limits allow"), session.stops());
    }

    @Test
    void aCallUnderWayMayLastLongerThanItMightHave() {
        Rig rig = calling(limited(CallLimits.longest(Duration.ofMinutes(3))));
        HandSession session = rig.line.last();
        session.take();
        rig.pass(Duration.ofMinutes(2));
        rig.replace(policy(plain()));
        rig.pass(Duration.ofMinutes(5));
        assertEquals(List.of(), session.stops());
    }
}

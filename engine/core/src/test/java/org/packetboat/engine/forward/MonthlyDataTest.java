package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.withTimes;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.calls.MonthlyData.Beyond;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;

/** A month includes so much data: then there is no call, or it costs. It ends eleven days after the start. */
class MonthlyDataTest {
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final Tariff TARIFF = new Tariff("EUR", 0, 0, Duration.ofMinutes(1), new RateTimes() {
        @Override
        public Rates at(Instant at) {
            return new Rates(0, 1_000_000);
        }

        @Override
        public Optional<Instant> change(Instant after) {
            return Optional.empty();
        }
    });

    private static Route metered(String site, int megabytes, Beyond beyond, ZoneId zone) {
        Route route = withTimes(route(site, site + ".example"), Duration.ofMinutes(1), Duration.ofDays(99));
        CallLimits link = CallLimits.NONE.with(new MonthlyData(megabytes, beyond, zone));
        return route.on(route.terms().with(new CallBudget(CallLimits.NONE, link)).with(TARIFF));
    }

    private static Policy one(int megabytes, Beyond beyond) {
        return policy(metered("far", megabytes, beyond, ZoneOffset.UTC));
    }

    /** A call that carries so many bytes, to its end. */
    private static void call(Rig rig, long bytes) {
        rig.send("s@x", "u@far.example");
        HandSession session = rig.line.last();
        session.deliver(session.take());
        session.tell(SessionFigures.NONE.withWire(bytes, 0));
        session.end(new Ending.Finished());
    }

    private static int calls(Rig rig) {
        return rig.line.sessions().size();
    }

    private static void until(Rig rig, Instant at) {
        rig.pass(Duration.between(rig.clock.now(), at));
    }

    private static DataUse use(Rig rig) {
        List<Optional<RouteStatus>> answers = new ArrayList<>();
        rig.node.overview().route("far", answers::add);
        rig.settle();
        return answers.getFirst().orElseThrow().data().getFirst();
    }

    private static List<String> charges(Rig rig) {
        return rig.events(StatusEvent.SessionEnded.class).stream()
                .map(e -> e.charge().map(Object::toString).orElse("none")).toList();
    }

    @Test
    void whenAllIsUsedUpThereIsNoCallBeforeTheMonthIsOver() {
        Rig rig = new Rig(one(1, Beyond.STOP));
        call(rig, 999_999);
        call(rig, 1);
        assertEquals("1.0 of 1 MB", use(rig).words());
        var id = rig.send("s@x", "u@far.example");
        until(rig, DECEMBER.minusSeconds(1));
        assertEquals(2, calls(rig));
        String said = rig.why(id);
        assertTrue(said.contains("waits: megabytes-per-month 1 of link line is reached; no call before "
                + "2026-12-01 00:00:00"), said);
        until(rig, DECEMBER.plusSeconds(1));
        assertEquals(3, calls(rig));
        assertEquals("0.0 of 1 MB", use(rig).words());
    }

    @Test
    void noFurtherMessageBeginsInTheCallThatUsesUpTheRest() {
        Rig rig = new Rig(one(1, Beyond.STOP));
        rig.send("s@x", "u@far.example");
        rig.send("s@x", "u@far.example");
        HandSession session = rig.line.last();
        session.deliver(session.take());
        session.tell(SessionFigures.NONE.withWire(600_000, 400_000));
        assertEquals(Optional.empty(), session.next());
        session.end(new Ending.Finished());
        until(rig, DECEMBER.minusSeconds(1));
        assertEquals(1, calls(rig));
        until(rig, DECEMBER.plusSeconds(1));
        assertEquals(2, calls(rig));
    }

    /** Two sites share a link: what one has used up the other has not any more, be it in a session already. */
    @Test
    void allCallsOverALinkShareItsData() {
        Rig rig = new Rig(List.of(new Server("east", java.util.Set.of()), new Server("west", java.util.Set.of())),
                policy(metered("far", 1, Beyond.STOP, ZoneOffset.UTC),
                        metered("off", 1, Beyond.STOP, ZoneOffset.UTC)));
        rig.send("s@x", "u@far.example");
        rig.send("s@x", "u@off.example");
        rig.send("s@x", "v@off.example");
        HandSession far = rig.line.sessions().getFirst();
        HandSession off = rig.line.sessions().getLast();
        far.deliver(far.take());
        off.deliver(off.take());
        far.tell(SessionFigures.NONE.withWire(500_000, 0));
        off.tell(SessionFigures.NONE.withWire(500_000, 0));
        assertEquals("1.0 of 1 MB", use(rig).words());
        assertEquals(Optional.empty(), off.next());
    }

    @Test
    void whatGoesBeyondIsPaidFor() {
        Rig rig = new Rig(one(1, Beyond.PAY));
        call(rig, 600_000);
        call(rig, 600_000);
        call(rig, 600_000);
        assertEquals(List.of("0.00 EUR", "0.20 EUR", "0.60 EUR"), charges(rig));
        assertEquals(List.of("the 1 MB of link line are used up; until " + DECEMBER
                + " data cost what the tariff says"), rig.events(StatusEvent.Trouble.class).stream()
                        .map(StatusEvent.Trouble::what).toList());
        until(rig, DECEMBER.plusSeconds(1));
        call(rig, 600_000);
        assertEquals("0.00 EUR", charges(rig).getLast());
    }

    /** Each is told once, though two routes count to the link, and a number has a limit beside that. */
    @Test
    void allMonthsAreTold() {
        Route far = metered("far", 1, Beyond.STOP, ZoneOffset.UTC);
        CallBudget both = new CallBudget(CallLimits.NONE.with(new MonthlyData(3, Beyond.PAY, ZoneOffset.UTC)),
                far.terms().calls().link());
        Rig rig = new Rig(policy(far.on(far.terms().with(both)), metered("off", 1, Beyond.STOP, ZoneOffset.UTC)));
        call(rig, 400_000);
        List<DataUse> told = new ArrayList<>();
        rig.node.overview().data(told::addAll);
        rig.settle();
        assertEquals(List.of("link line 0.4 of 1 MB", "site far 0.4 of 3 MB"),
                told.stream().map(use -> use.of() + " " + use.words()).toList());
    }

    @Test
    void aRestartForgetsNothing() {
        Rig rig = new Rig(one(1, Beyond.STOP));
        call(rig, 1_000_000);
        rig.crash();
        rig.send("s@x", "u@far.example");
        rig.pass(Duration.ofHours(1));
        assertEquals(1, calls(rig));
        assertEquals(1_000_000, use(rig).used());
    }

    /** A kill costs no more than what went over the line in the last minute. */
    @Test
    void aKillInMidCallForgetsAMinuteAtMost() {
        Rig rig = new Rig(one(1, Beyond.STOP));
        rig.send("s@x", "u@far.example");
        rig.line.last().take();
        rig.line.last().tell(SessionFigures.NONE.withWire(300_000, 0));
        rig.pass(Duration.ofMinutes(1));
        rig.line.last().tell(SessionFigures.NONE.withWire(400_000, 0));
        rig.crash();
        assertEquals(300_000, use(rig).used());
    }

    @Test
    void aSiteThatCallsUsUsesDataAndIsNotKeptOut() {
        Rig rig = new Rig(one(1, Beyond.STOP));
        call(rig, 1_000_000);
        rig.send("s@x", "u@far.example");
        HandSession session = rig.line.answer(stop -> rig.node.answered(r -> r.site().equals("far"), "line", stop));
        rig.settle();
        session.deliver(session.take());
        session.tell(SessionFigures.NONE.withWire(0, 5));
        session.end(new Ending.Finished());
        assertEquals(1_000_005, use(rig).used());
    }

    @Test
    void monthsEndByTheCalendarOfTheirZone() {
        ZoneId auckland = ZoneId.of("Pacific/Auckland");
        Rig rig = new Rig(policy(metered("far", 1, Beyond.STOP, auckland)));
        call(rig, 1_000_000);
        assertEquals(Instant.parse("2026-11-30T11:00:00Z"), use(rig).until());
        rig.send("s@x", "u@far.example");
        until(rig, Instant.parse("2026-11-30T11:00:01Z"));
        assertEquals(2, calls(rig));
    }

    /** Nobody gets a fresh month from a clock that was wrong for a while. */
    @Test
    void aClockThatIsPutOverTheMonthsEndAndBackForgetsNothing() {
        Rig rig = new Rig(one(1, Beyond.STOP));
        call(rig, 1_000_000);
        Duration over = Duration.ofDays(12);
        rig.shift(over);
        call(rig, 400_000);
        rig.shift(over.negated());
        rig.send("s@x", "u@far.example");
        rig.pass(Duration.ofHours(1));
        assertEquals(2, calls(rig));
        assertEquals(1_000_000, use(rig).used());
        until(rig, DECEMBER.plusSeconds(1));
        assertEquals(3, calls(rig));
        assertEquals(400_000, use(rig).used());
    }

    /**
     * The messages were counted as the month ended, and only then the line told that they had been compressed: the old
     * month had less, and the new one has lost nothing.
     */
    @Test
    void whatTheLineDidNotCarryIsTakenOffTheMonthThatItWasCountedTo() {
        Rig rig = new Rig(policy(metered("far", 1, Beyond.PAY, ZoneOffset.UTC)));
        until(rig, DECEMBER.minusSeconds(1));
        rig.send("s@x", 600_000, "u@far.example");
        HandSession session = rig.line.last();
        session.deliver(session.take());
        until(rig, DECEMBER.plusSeconds(1));
        session.tell(SessionFigures.NONE.withWire(100_000, 0));
        session.tell(SessionFigures.NONE.withWire(130_000, 0));
        session.end(new Ending.Finished());
        assertEquals(30_000, use(rig).used());
        rig.shift(Duration.ofMinutes(-1));
        assertEquals(100_000, use(rig).used());
        assertEquals(List.of("0.00 EUR"), charges(rig));
    }

    /** Beyond the month's megabyte: what was not carried is not paid for. */
    @Test
    void whatTheLineDidNotCarryCostsNothing() {
        Rig rig = new Rig(one(1, Beyond.PAY));
        call(rig, 1_000_000);
        rig.send("s@x", 600_000, "u@far.example");
        HandSession session = rig.line.last();
        session.deliver(session.take());
        session.tell(SessionFigures.NONE.withWire(200_000, 0));
        session.end(new Ending.Finished());
        assertEquals(List.of("0.00 EUR", "0.20 EUR"), charges(rig));
        assertEquals(1_200_000, use(rig).used());
    }

    @Test
    void aChangedLimitHoldsAtOnce() {
        Rig rig = new Rig(one(1, Beyond.STOP));
        call(rig, 1_000_000);
        rig.send("s@x", "u@far.example");
        rig.replace(one(2, Beyond.STOP));
        rig.pass(Duration.ofMinutes(2));
        assertEquals(2, calls(rig));
    }
}

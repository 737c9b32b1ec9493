package org.packetboat.schedules.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.packetboat.engine.calls.Callee;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.calls.MadeCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.forward.DeadLine;
import org.packetboat.engine.forward.BusyServer;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.MaxRate;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.site.Timetable;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.schedules.history.History;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;

class NightPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    private static final Instant CHEAP = NOW.plus(Duration.ofHours(2));
    private static final List<Server> SERVERS = List.of(new Server("east", Set.of("line1")),
            new Server("west", Set.of("line2")));
    private static final Set<String> LINKS = Set.of("line1", "line2", "ip");

    @Test
    void serversHaveTheirOwnLinksAndThoseThatNobodyOwns() {
        List<PlanServer> servers = NightPlan.servers(SERVERS, LINKS);
        assertTrue(servers.getFirst().line("line1").isPresent() && servers.getFirst().line("ip").isPresent());
        assertTrue(servers.getFirst().line("line2").isEmpty());
    }

    @Test
    void deadLineIsPlannedWithout() {
        List<DeadLine> dead = List.of(new DeadLine("east", "line1", NOW));
        List<PlanServer> alive = NightPlan.alive(NightPlan.servers(SERVERS, LINKS), dead);
        assertTrue(alive.getFirst().line("line1").isEmpty() && alive.getFirst().line("ip").isPresent());
        assertTrue(alive.getLast().line("line2").isPresent() && alive.getLast().line("ip").isPresent());
        assertEquals(List.of(), NightPlan.alive(NightPlan.servers(SERVERS, Set.of("line1")), dead).getFirst().lines());
    }

    @Test
    void whoHasLessTimeComesFirst() {
        Timetable plan = plan(load("a", "line1", 36_000, 4), load("b", "line1", 36_000, 1));
        assertEquals(NOW, plan.turns().get("b").start());
        assertEquals(NOW.plusSeconds(360), plan.turns().get("a").start());
        assertEquals("east", plan.turns().get("a").server());
        assertEquals(NOW.plus(Duration.ofHours(1)).minusSeconds(360), plan.turns().get("b").latest());
    }

    /** Whoever holds up the first of a row holds up all of them. */
    @Test
    void theFirstOfARowMayNotWaitAsLongAsItCouldAlone() {
        Timetable plan = plan(load("a", "line1", 36_000, 4), load("b", "line1", 36_000, 1),
                load("c", "line1", 36_000, 1));
        Timetable.Turn last = plan.turns().get("a");
        assertEquals(last.latest(), last.forAll());
        Instant hour = NOW.plus(Duration.ofHours(1));
        assertEquals(Set.of(hour.minusSeconds(360), hour.minusSeconds(720)),
                Set.of(plan.turns().get("b").forAll(), plan.turns().get("c").forAll()));
        assertEquals(hour.minusSeconds(360), plan.turns().get("b").latest());
        assertEquals(hour.minusSeconds(360), plan.turns().get("c").latest());
    }

    /** A server that has a session is no use before its end: the other one is, though it would be the second choice. */
    @Test
    void whoHasASessionIsFreeAtItsEnd() {
        Instant free = NOW.plusSeconds(1800);
        Timetable plan = NightPlan.schedule(
                new NightState(List.of(load("a", "ip", 36_000, 4), load("b", "ip", 36_000, 4)),
                        List.of(new BusyServer("east", "z", free)), List.of()),
                NightPlan.servers(SERVERS, LINKS),
                Expected.by(new History()), NOW).map(NightPlan::timetable).orElseThrow();
        assertEquals(Set.of("a", "b"), plan.turns().keySet());
        assertTrue(plan.turns().values().stream().allMatch(turn -> turn.server().equals("west")), plan::toString);
        Timetable pinned = NightPlan.schedule(new NightState(
                List.of(load("a", "line1", 36_000, 4), load("b", "line1", 36_000, 4)),
                List.of(new BusyServer("east", "z", free)), List.of()), NightPlan.servers(SERVERS, LINKS),
                Expected.by(new History()), NOW).map(NightPlan::timetable).orElseThrow();
        assertTrue(pinned.turns().values().stream().noneMatch(turn -> turn.start().isBefore(free)), pinned::toString);
    }

    @Test
    void deliverByCounts() {
        SiteLoad urgent = new SiteLoad("a", load("a", "line1", 1, 4).route(), 36_000, Map.of(), NOW.plusSeconds(400),
                Instant.MIN, Set.of("east"));
        assertEquals(NOW, plan(urgent, load("b", "line1", 36_000, 1)).turns().get("a").start());
    }

    @Test
    void serverWhoseLineIsDeadGetsNothing() {
        List<PlanServer> servers = NightPlan.servers(SERVERS, Set.of("ip"));
        List<SiteLoad> loads = Stream.of("a", "b", "c").map(name -> load(name, "ip", 36_000, 4))
                .map(l -> new SiteLoad(l.name(), l.route(), l.bytes(), l.domains(), l.by(), l.from(), Set.of("west")))
                .toList();
        Timetable plan = NightPlan.schedule(new NightState(loads), servers, Expected.by(new History()), NOW)
                .map(NightPlan::timetable).orElseThrow();
        assertTrue(plan.turns().values().stream().allMatch(turn -> turn.server().equals("west")));
    }

    /** No timetable at all would take its place, if it were told as a night without mail is. */
    @Test
    void planThatDoesNotHoldLeavesTheOneBeforeInForce() {
        PlanAnswer wrong = new PlanAnswer.DoesNotHold("so");
        assertThrows(IllegalStateException.class, () -> NightPlan.usable(wrong));
    }

    @Test
    void oneSiteNeedsNoPlan() {
        assertEquals(Timetable.NONE, plan(load("a", "line1", 36_000, 4)));
    }

    @Test
    void whatEarlierSessionsShowedIsUsed() {
        History history = new History();
        for (int i = 1; i < 9; i++) {
            long bytes = 10_000 * i;
            history.note("a", h -> h.carried(bytes, 0, Duration.ofSeconds(30 + bytes / 500)));
        }
        PlanSite site = NightPlan.site("a", load("a", "line1", 1, 1).route(), 36_000, Calling.FREE, 1, history);
        assertEquals(500, site.load().rate().bytesPerSecond());
        assertEquals(30_000, site.calling().millis(), 100);
    }

    @Test
    void forwarderReckonsAsThePlanDoes() {
        History history = new History();
        for (int i = 1; i < 9; i++) {
            long bytes = 10_000 * i;
            history.note("a", h -> h.carried(2 * bytes, bytes, Duration.ofSeconds(30 + bytes / 500)));
        }
        MeasuredPace pace = new MeasuredPace(Expected.by(history));
        assertEquals(Duration.ofSeconds(36), pace.transfer(load("a", "line1", 1, 1).route(), 36_000));
        assertEquals(30_000, pace.call(load("a", "line1", 1, 1).route()).toMillis(), 100);
        assertEquals(Duration.ofSeconds(360), pace.transfer(load("b", "line1", 1, 1).route(), 36_000));
    }

    @Test
    void tenThousandSitesArePlannedInATimeThatDoesNotMatterInANight() {
        SiteLoad[] loads = IntStream.range(0, 10_000).mapToObj(i -> load("s" + i, "ip", 10, 1 + i % 8))
                .toArray(SiteLoad[]::new);
        assertEquals(10_000, plan(loads).turns().size());
    }

    private static Timetable plan(SiteLoad... loads) {
        return NightPlan.schedule(new NightState(List.of(loads)), NightPlan.servers(SERVERS, LINKS),
                Expected.by(new History()), NOW)
                .map(NightPlan::timetable).orElseThrow();
    }

    /** What the running server follows knows of it before the limit is reached. */
    @Test
    void ratesAndLimitsOfRoutesArePlanned() {
        SiteLoad plain = load("a", "line1", 4000, 4);
        Route rated = plain.route().on(plain.route().terms().with(new MaxRate(2, Duration.ofHours(1))));
        SiteLoad five = new SiteLoad("a", rated, 4000, 5, plain.domains(), plain.by(), plain.from(), plain.able(),
                false);
        Instant end = schedule(five).site("a").orElseThrow().end();
        assertTrue(end.isAfter(NOW.plus(Duration.ofHours(2))) && end.isBefore(NOW.plus(Duration.ofMinutes(121))),
                end::toString);
        Route limited = plain.route().on(plain.route().terms().with(new CallBudget(CallLimits.NONE,
                CallLimits.perHour(1))));
        List<SiteLoad> two = Stream.of("a", "b").map(name -> new SiteLoad(name, limited, 4000, plain.domains(),
                plain.by(), plain.from(), plain.able())).toList();
        assertEquals(NOW.plus(Duration.ofHours(1)), schedule(two.toArray(SiteLoad[]::new)).sites().getLast().start());
    }

    /** One site alone has a turn, too, if it is to wait for a cheaper hour. */
    @Test
    void whoIsCheaperLaterIsNotCalledBefore() {
        SiteLoad plain = load("a", "line1", 36_000, 4);
        Timetable.Turn turn = plan(priced(plain, Instant.MAX)).turns().get("a");
        assertEquals(List.of(CHEAP, CHEAP), List.of(turn.start(), turn.from()));
        assertEquals(Timetable.NONE, plan(plain));
    }

    /** Without a turn it would be taken for one that nobody has planned yet, and wait for that. */
    @Test
    void whoCanNotWaitForTheCheapHourIsCalledAtOnce() {
        SiteLoad urgent = priced(load("a", "line1", 36_000, 4), NOW.plusSeconds(600));
        assertEquals(Instant.MIN, plan(urgent).turns().get("a").from());
    }

    @Test
    void whatIsLateDoesNotWaitForTheCheapHour() {
        SiteLoad late = priced(load("a", "line1", 36_000, 4), NOW.minusSeconds(60));
        SiteLoad other = priced(load("b", "line2", 36_000, 4), Instant.MAX);
        Timetable.Turn turn = plan(late, other).turns().get("a");
        assertEquals(List.of(NOW, Instant.MIN), List.of(turn.start(), turn.from()));
        assertEquals(CHEAP, plan(late, other).turns().get("b").from());
    }

    /** After a start nobody has looked yet by when it has to be there. */
    @Test
    void whatMayBeLateDoesNotWaitForTheCheapHour() {
        SiteLoad unknown = priced(load("a", "line1", 36_000, 4), SiteLoad.UNKNOWN);
        SiteLoad other = priced(load("b", "line2", 36_000, 4), Instant.MAX);
        Timetable.Turn turn = plan(unknown, other).turns().get("a");
        assertEquals(List.of(NOW, Instant.MIN), List.of(turn.start(), turn.from()));
    }

    /** The same at a quarter of the price from then on. */
    private static SiteLoad priced(SiteLoad load, Instant by) {
        Tariff tariff = new Tariff("EUR", 0, 0, Duration.ofMinutes(1), new RateTimes() {
            @Override
            public Rates at(Instant at) {
                return new Rates(at.isBefore(CHEAP) ? 120_000 : 30_000, 0);
            }

            @Override
            public Optional<Instant> change(Instant after) {
                return Optional.of(CHEAP).filter(after::isBefore);
            }
        });
        Route route = load.route().on(load.route().terms().with(tariff));
        return new SiteLoad(load.name(), route, load.bytes(), load.domains(), by, load.from(), load.able());
    }

    /** Sessions before were ten times as fast; then somebody set a throttle. */
    @Test
    void nothingIsPlannedFasterThanAThrottle() {
        SiteLoad plain = load("a", "line1", 36_000, 4);
        History history = new History();
        for (int i = 1; i < 9; i++) {
            long bytes = 10_000L * i;
            history.note("a", h -> h.carried(bytes, 0, Duration.ofSeconds(bytes / 1000)));
        }
        Route throttled = plain.route().on(plain.route().terms().throttled(50));
        assertEquals(Duration.ofSeconds(36), lasts(plain.route(), history));
        assertEquals(Duration.ofSeconds(720), lasts(throttled, history));
    }

    private static Duration lasts(Route route, History history) {
        return new MeasuredPace(Expected.by(history)).transfer(route, 36_000);
    }

    private static Schedule schedule(SiteLoad... loads) {
        return NightPlan.schedule(new NightState(List.of(loads)), NightPlan.servers(SERVERS, LINKS),
                Expected.by(new History()), NOW).orElseThrow();
    }

    /** A site whose window closes after so many hours, at 100 bytes a second. */
    private static SiteLoad load(String site, String link, long bytes, int hours) {
        Interval open = new Interval(NOW, NOW.plus(Duration.ofHours(hours)));
        Window window = at -> at.isBefore(open.close()) ? Optional.of(open) : Optional.empty();
        Route route = new Route(site, List.of(DomainPattern.parse(site + ".example.com")), window, "night", link,
                new Transport.Maildir("x"), 2, Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 100);
        return new SiteLoad(site, route, bytes, Map.of(new Domain(site + ".example.com"), bytes), Instant.MAX,
                Instant.MIN, Set.of("east", "west"));
    }

    /** Its minutes are used up when it ends, not only those so far. */
    @Test
    void callUnderWayCountsAsLongAsItShouldLast() {
        MadeCall call = new MadeCall(Callee.of("c", Optional.empty(), "line1"), NOW.minusSeconds(120), NOW, true);
        BusyServer busy = new BusyServer("east", "c", NOW.plusSeconds(600));
        List<SiteLoad> two = Stream.of("a", "b").map(name -> {
            SiteLoad plain = load(name, "line1", 36_000, 4);
            Route limited = plain.route().on(plain.route().terms().with(new CallBudget(CallLimits.NONE,
                    CallLimits.ofMinutes(20))));
            return new SiteLoad(name, limited, plain.bytes(), plain.domains(), plain.by(), plain.from(), plain.able());
        }).toList();
        Timetable plan = NightPlan.schedule(new NightState(two, List.of(busy), List.of(call)),
                NightPlan.servers(SERVERS, LINKS), Expected.by(new History()), NOW).map(NightPlan::timetable)
                .orElseThrow();
        assertEquals(1, plan.turns().size());
    }

    /** Two calls to one site, each in its hours; the site's turn is the earlier one. */
    @Test
    void mailOfAGradeHasACallOfItsOwn() {
        SiteLoad urgent = load("a", "line1", 3_600, 20);
        Interval night = new Interval(NOW.plus(Duration.ofHours(2)), NOW.plus(Duration.ofHours(4)));
        Window own = at -> at.isBefore(night.close()) ? Optional.of(night) : Optional.empty();
        SiteLoad low = new SiteLoad(SiteLoad.part("a", 4), urgent.route().within(own), 36_000, 3, Map.of(),
                Instant.MAX, Instant.MIN, urgent.able(), false, Optional.of(4), List.of());
        Schedule plan = schedule(urgent, low);
        assertEquals(List.of("a " + NOW, "a below 4 " + night.open()),
                plan.sites().stream().map(site -> site.name() + " " + site.start()).sorted().toList());
        assertEquals(Set.of("a"), NightPlan.timetable(plan).turns().keySet());
        assertEquals(NOW, NightPlan.timetable(plan).turns().get("a").start());
    }

    /** What one call uses up of the site's limit, the other has no more. */
    @Test
    void bothCallsCountAgainstTheLimitsOfTheirSite() {
        SiteLoad plain = load("a", "line1", 3_600, 4);
        Route limited = plain.route().on(plain.route().terms().with(new CallBudget(CallLimits.perDay(1),
                CallLimits.NONE)));
        SiteLoad urgent = new SiteLoad("a", limited, 3_600, Map.of(), Instant.MAX, Instant.MIN, plain.able());
        SiteLoad low = new SiteLoad(SiteLoad.part("a", 4), limited, 3_600, Map.of(), Instant.MAX, Instant.MIN,
                plain.able());
        assertEquals(1, schedule(urgent, low).sites().size());
    }

    private static SiteLoad metered(String name, MonthlyData.Beyond beyond, long left) {
        SiteLoad plain = load(name, "line1", 600_000, 20);
        MonthlyData month = new MonthlyData(1, beyond, ZoneOffset.UTC);
        return plain.with(List.of(new DataUse("link line1", month, month.bytes() - left, month.ends(NOW))));
    }

    /** What is left is for who has to be there first; nobody is planned what the link must not carry. */
    @Test
    void noMoreIsPlannedThanAMonthsDataLeave() {
        List<SiteLoad> shares = MonthlyShares.of(List.of(metered("b", MonthlyData.Beyond.STOP, 1_000_000),
                metered("a", MonthlyData.Beyond.STOP, 1_000_000)), NOW);
        assertEquals(List.of("b 400000", "b next month 200000", "a 600000"),
                shares.stream().map(l -> l.name() + " " + l.bytes()).toList());
        assertTrue(!shares.get(1).from().isBefore(Instant.from(NOW)));
        assertEquals("b", SiteLoad.site(shares.get(1).name()));
        assertEquals(Set.of("a", "b"), plan(metered("b", MonthlyData.Beyond.STOP, 1_000_000),
                metered("a", MonthlyData.Beyond.STOP, 1_000_000)).turns().keySet());
        assertEquals(0, MonthlyShares.of(List.of(metered("a", MonthlyData.Beyond.STOP, 0)), NOW).stream()
                .filter(l -> l.from().equals(Instant.MIN)).count());
    }

    /** A euro a megabyte beyond what the month includes. */
    @Test
    void whatAMonthIncludesCostsNothingInAPlan() {
        Tariff tariff = new Tariff("EUR", 0, 0, Duration.ofMinutes(1), new RateTimes() {
            @Override
            public Rates at(Instant at) {
                return new Rates(0, 1_000_000);
            }

            @Override
            public Optional<Instant> change(Instant after) {
                return Optional.empty();
            }
        });
        SiteLoad[] both = Stream.of("a", "b").map(name -> {
            SiteLoad load = metered(name, MonthlyData.Beyond.PAY, 1_000_000);
            return new SiteLoad(name, load.route().on(load.route().terms().with(tariff)), load.bytes(), load.domains(),
                    load.by(), load.from(), load.able()).with(load.data());
        }).toArray(SiteLoad[]::new);
        assertEquals(List.of("0.20 EUR"), schedule(both).cost().stream().map(Object::toString).toList());
    }
}

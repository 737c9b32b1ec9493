package org.packetboat.schedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.schedules.plan.Nights.at;
import static org.packetboat.schedules.plan.Nights.between;
import static org.packetboat.schedules.plan.Nights.many;
import static org.packetboat.schedules.plan.Nights.plan;
import static org.packetboat.schedules.plan.Nights.question;
import static org.packetboat.schedules.plan.Nights.servers;
import static org.packetboat.schedules.plan.Nights.site;
import static org.packetboat.schedules.plan.Nights.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.Callee;
import org.packetboat.engine.calls.MadeCall;
import org.packetboat.engine.peer.MaxRate;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.PlannedCall;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.ScheduleCheck;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.answer.Why;
import org.packetboat.schedules.plan.print.PlanReport;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;

/** Nights in which calls or messages are limited. */
class LimitedNightsTest {
    private static final PlanReport REPORT = new PlanReport(ZoneOffset.UTC);
    private static final CallLimits TWO_MINUTES = CallLimits.longest(Duration.ofMinutes(2));
    private static final OpenTimes SHORT_AND_LONG = OpenTimes.of(between(0, 10), between(60, 120));

    private static PlanSite far(PlanSite site, String number, CallLimits limits, long mails) {
        return site.within(new Allowance(new CallBudget(limits, CallLimits.NONE),
                Callee.of(site.name(), Optional.of(number), "modem"), Optional.empty(), mails));
    }

    private static PlanSite linked(PlanSite site, CallLimits limits) {
        return site.within(new Allowance(new CallBudget(CallLimits.NONE, limits),
                Callee.of(site.name(), Optional.empty(), "modem"), Optional.empty(), 1));
    }

    private static PlanSite rated(PlanSite site, int mails, MaxRate rate) {
        return rated(site, mails, rate, CallLimits.NONE);
    }

    private static PlanSite rated(PlanSite site, int mails, MaxRate rate, CallLimits link) {
        return site.within(new Allowance(new CallBudget(CallLimits.NONE, link),
                Callee.of(site.name(), Optional.empty(), "net"), Optional.of(rate), mails));
    }

    private static List<PlanSite> linked(List<PlanSite> sites, CallLimits limits) {
        return sites.stream().map(site -> linked(site, limits)).toList();
    }

    private static Schedule fits(PlanQuestion question) {
        PlanAnswer answer = plan(question);
        return assertInstanceOf(PlanAnswer.Fits.class, answer, answer::toString).schedule();
    }

    private static PlanAnswer.DoesNotFit doesNotFit(PlanQuestion question) {
        PlanAnswer answer = plan(question);
        return assertInstanceOf(PlanAnswer.DoesNotFit.class, answer, answer::toString);
    }

    private static List<Instant> starts(Schedule schedule) {
        return schedule.sites().stream().flatMap(plan -> plan.calls().stream()).map(PlannedCall::start).sorted()
                .toList();
    }

    private static List<Instant> minutes(int... minutes) {
        return IntStream.of(minutes).mapToObj(Nights::at).toList();
    }

    @Test
    void callsOfALinkAreCountedAlongTheNight() {
        List<PlanSite> sites = linked(many(6, "s", window(0, 180), 5), CallLimits.perHour(4));
        assertEquals(minutes(0, 5, 10, 15, 60, 65), starts(fits(question(sites, servers(1)))));
        assertEquals(minutes(0, 0, 0, 5, 60, 60), starts(fits(question(sites, servers(3)))));
    }

    @Test
    void whoMissesForALimitIsToldWhich() {
        List<PlanSite> sites = linked(many(6, "s", window(0, 60), 5), CallLimits.perHour(4));
        PlanAnswer.DoesNotFit answer = doesNotFit(question(sites, servers(3)));
        assertEquals(2, answer.missed().size());
        Missed missed = answer.missed().getFirst();
        assertInstanceOf(Why.LimitsLeaveNoCall.class, missed.why());
        assertTrue(REPORT.reason(missed).contains("needs 1 call, for which calls-per-hour 4 of link modem leaves no "
                + "room in window \"night\"; allow more"), REPORT.reason(missed));
        assertTrue(answer.remedies().stream().anyMatch(r -> REPORT.remedy(r).contains("later")),
                answer.remedies()::toString);
    }

    @Test
    void minutesOfADayAreSummedUp() {
        List<PlanSite> sites = linked(many(6, "s", window(0, 700), 10), CallLimits.ofMinutes(45));
        PlanAnswer.DoesNotFit answer = doesNotFit(question(sites, servers(2)));
        assertEquals(4, answer.schedule().sites().size());
        assertInstanceOf(Why.LimitsLeaveNoCall.class, answer.missed().getFirst().why());
    }

    @Test
    void longestCallDividesWhatCanBeDivided() {
        CallLimits tenMinutes = CallLimits.longest(Duration.ofMinutes(10));
        PlanSite site = site("far", window(0, 60), 25);
        SitePlan resumed = fits(question(List.of(far(site.resumable(), "1", tenMinutes, 1)), servers(1))).sites()
                .getFirst();
        assertEquals(3, resumed.calls().size());
        assertEquals(3, fits(question(List.of(far(site, "1", tenMinutes, 50)), servers(1))).sites().getFirst().calls()
                .size());
        Missed missed = doesNotFit(question(List.of(far(site, "1", tenMinutes, 1)), servers(1))).missed().getFirst();
        assertInstanceOf(Why.CallTooLong.class, missed.why());
        assertTrue(REPORT.reason(missed).contains("longest-call 10 min of number 1"), REPORT.reason(missed));
    }

    @Test
    void twoSitesWithOneNumberShareItsLimit() {
        List<PlanSite> sites = Stream.of("a", "b").map(name -> far(site(name, window(0, 240), 5), "5550100",
                CallLimits.perHour(1), 1)).toList();
        assertEquals(minutes(0, 60), starts(fits(question(sites, servers(2)))));
    }

    /** 250 messages at 100 an hour take two hours and what the third call lasts. */
    @Test
    void rateTakesAsLongAsItTakes() {
        MaxRate rate = new MaxRate(100, Duration.ofHours(1));
        PlanSite site = site("far", window(0, 180), 3);
        SitePlan plan = fits(question(List.of(rated(site, 250, rate)), servers(1))).sites().getFirst();
        assertEquals(minutes(0, 60, 120), plan.calls().stream().map(PlannedCall::start).toList());
        assertEquals(180, plan.calls().stream().mapToLong(PlannedCall::bytes).sum());
        assertEquals(at(121), plan.end());
        Missed missed = doesNotFit(question(List.of(rated(site.with(window(0, 90)), 250, rate)), servers(1))).missed()
                .getFirst();
        assertTrue(REPORT.reason(missed).contains("needs 3 calls, for which max-rate 100 in 1 h"),
                REPORT.reason(missed));
        assertEquals(1, fits(question(List.of(rated(site, 100, rate)), servers(1))).sites().getFirst().calls().size());
    }

    /** A message a second for hours is one long call rather than ten thousand. */
    @Test
    void fastRateIsFewLongCalls() {
        PlanSite site = rated(site("far", window(0, 240), 3), 7200, new MaxRate(1, Duration.ofSeconds(1)));
        SitePlan plan = fits(question(List.of(site), servers(1))).sites().getFirst();
        assertTrue(plan.calls().size() <= 100, () -> plan.calls().size() + " calls");
        assertTrue(!plan.end().isBefore(at(119.9)) && plan.end().isBefore(at(125)), plan::toString);
    }

    /** 120 calls, none longer than it may be: two in one would be. */
    @Test
    void longestCallHoldsHoweverManyCallsItTakes() {
        PlanSite site = site("far", window(0, 360), 180)
                .with(new Calling(Duration.ofSeconds(30), Duration.ZERO, 0));
        for (PlanSite far : List.of(far(site.resumable(), "1", TWO_MINUTES, 1), far(site, "1", TWO_MINUTES, 500))) {
            SitePlan plan = fits(question(List.of(far), servers(1))).sites().getFirst();
            assertEquals(120, plan.calls().size());
            assertTrue(plan.calls().stream().allMatch(call -> call.length().equals(Duration.ofMinutes(2))));
        }
    }

    /** Each call carries a millisecond: there are more of them than fit into any memory, or window. */
    @Test
    void callsBeyondNumberFitNowhere() {
        PlanSite site = site("far", window(0, 720), 600)
                .with(new Calling(Duration.ofMillis(119_999), Duration.ZERO, 0)).resumable();
        assertEquals(1, doesNotFit(question(List.of(far(site, "1", TWO_MINUTES, 1)), servers(1))).missed().size());
    }

    /** Two messages a minute are 120 calls in an hour or two, and each is counted. */
    @Test
    void everyCallOfAFastRateIsCounted() {
        PlanSite site = site("far", window(0, 240), 3);
        MaxRate rate = new MaxRate(2, Duration.ofMinutes(1));
        assertInstanceOf(Why.LimitsLeaveNoCall.class, doesNotFit(question(List.of(rated(site, 240, rate,
                CallLimits.perDay(100))), servers(1))).missed().getFirst().why());
        SitePlan plan = fits(question(List.of(rated(site, 240, rate, CallLimits.perHour(60))), servers(1))).sites()
                .getFirst();
        assertEquals(120, plan.calls().size());
        assertEquals(60, fits(question(List.of(rated(site, 240, rate, CallLimits.perDay(120))), servers(1))).sites()
                .getFirst().calls().size());
    }

    /** Two calls of 33 minutes fit nowhere. */
    @Test
    void whatIsResumedTakesOfEachWindowWhatThereIs() {
        PlanSite far = site("far", SHORT_AND_LONG, 65).resumable();
        List<PlanSite> sites = linked(List.of(far, site("near", window(0, 300), 5)), CallLimits.perHour(1));
        Schedule schedule = fits(question(sites, servers(1)));
        assertEquals(minutes(0, 60, 120), starts(schedule));
        assertEquals(List.of(600L, 3300L), bytes(schedule, "far"));
        List<PlanSite> twice = linked(List.of(far, site("near", window(0, 50), 5)), CallLimits.perHour(1));
        assertEquals(1, doesNotFit(question(twice, servers(1))).missed().size());
    }

    @Test
    void noPartOfWhatIsResumedIsTooLong() {
        PlanSite far = far(site("far", SHORT_AND_LONG, 65).resumable(), "1",
                CallLimits.longest(Duration.ofMinutes(40)), 1);
        Schedule schedule = fits(question(List.of(far), servers(1)));
        assertEquals(minutes(0, 60, 100), starts(schedule));
        assertEquals(List.of(600L, 2400L, 900L), bytes(schedule, "far"));
    }

    @Test
    void noPartOfWhatIsResumedIsTooFast() {
        PlanSite far = rated(site("far", SHORT_AND_LONG, 65).resumable(), 4, new MaxRate(2, Duration.ofMinutes(35)));
        Schedule schedule = fits(question(List.of(far), servers(1)));
        assertEquals(minutes(0, 60, 95), starts(schedule));
        assertEquals(at(117.5), schedule.end());
    }

    private static List<Long> bytes(Schedule schedule, String site) {
        return schedule.sites().stream().filter(plan -> plan.name().equals(site))
                .flatMap(plan -> plan.calls().stream()).map(PlannedCall::bytes).toList();
    }

    @Test
    void limitsThatAreNotReachedChangeNothing() {
        List<PlanSite> sites = many(7, "s", window(0, 100), 11);
        assertEquals(starts(fits(question(sites, servers(2)))),
                starts(fits(question(linked(sites, new CallLimits(Optional.of(7), Optional.of(7),
                        Optional.of(Duration.ofMinutes(77)), Optional.of(Duration.ofMinutes(11)))), servers(2)))));
    }

    /** Others are called while a limited one waits. */
    @Test
    void unlimitedSitesFillTheGaps() {
        List<PlanSite> sites = new ArrayList<>(linked(many(2, "s", window(0, 70), 5), CallLimits.perHour(1)));
        sites.addAll(many(12, "t", window(0, 70), 5));
        assertEquals(at(70), fits(question(sites, servers(1))).end());
    }

    /** Each plan is checked, by code that knows nothing of how it was made. */
    @Test
    void randomLimitedNightsHold() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            PlanQuestion question = random(random);
            Schedule schedule = switch (new Planner(
                    PlannerSettings.USUAL.withEffort(20_000)).plan(question)) {
                case PlanAnswer.Fits(var found) -> found;
                case PlanAnswer.DoesNotFit(var found, var _, var _, var _) -> found;
                case PlanAnswer.DoesNotHold not -> throw new AssertionError("seed " + seed + " " + not);
                case PlanAnswer.Unanswerable not -> throw new AssertionError(not);
            };
            assertEquals(Optional.empty(), ScheduleCheck.violation(question, schedule), "seed " + seed);
        }
    }

    private static PlanQuestion random(Random random) {
        CallLimits link = limits(random);
        List<PlanSite> sites = IntStream.range(0, 2 + random.nextInt(12)).mapToObj(i -> {
            PlanSite site = site("s" + i, windows(random), 1 + random.nextInt(60))
                    .with(new Calling(Duration.ofSeconds(random.nextInt(40)), Duration.ofSeconds(2),
                            random.nextInt(3) / 10.0));
            if (random.nextBoolean()) site = site.resumable();
            Optional<MaxRate> rate = random.nextInt(3) > 0
                    ? Optional.empty()
                    : Optional.of(new MaxRate(1 + random.nextInt(5), Duration.ofMinutes(1 + random.nextInt(60))));
            return site.within(new Allowance(new CallBudget(limits(random), link),
                    Callee.of(site.name(), Optional.of("" + random.nextInt(4)), "modem"), rate,
                    1 + random.nextInt(12)));
        }).toList();
        return question(sites, servers(1 + random.nextInt(3)));
    }

    private static OpenTimes windows(Random random) {
        int open = random.nextInt(300);
        int close = open + 10 + random.nextInt(200);
        int again = close + 1 + random.nextInt(100);
        return random.nextBoolean()
                ? window(open, close)
                : OpenTimes.of(between(open, close), between(again, again + 10 + random.nextInt(100)));
    }

    private static CallLimits limits(Random random) {
        return new CallLimits(Optional.of(1 + random.nextInt(4)).filter(_ -> random.nextInt(3) == 0),
                Optional.of(1 + random.nextInt(8)).filter(_ -> random.nextInt(3) == 0),
                Optional.of(Duration.ofMinutes(20 + random.nextInt(90))).filter(_ -> random.nextInt(3) == 0),
                Optional.of(Duration.ofMinutes(5 + random.nextInt(20))).filter(_ -> random.nextInt(3) == 0));
    }

    private static MadeCall made(String site, int began, int ended) {
        return new MadeCall(Callee.of(site, Optional.empty(), "modem"), at(began), at(ended));
    }

    /** What was called before the plan leaves it less, also to other sites over that link. */
    @Test
    void callsMadeBeforeThePlanCount() {
        List<PlanSite> two = linked(many(2, "s", window(0, 300), 5), CallLimits.perHour(2));
        assertEquals(minutes(0, 5), starts(fits(question(two, servers(1)))));
        PlanQuestion later = question(two, servers(1)).after(List.of(made("s1", -200, -190), made("s9", -50, -40)));
        assertEquals(minutes(0, 10), starts(fits(later)));
        PlanQuestion used = question(two, servers(1)).after(List.of(made("s8", -20, -20), made("s9", -50, -40)));
        assertEquals(minutes(10, 40), starts(fits(used)));
    }

    @Test
    void minutesOfTheDayBeforeCount() {
        List<PlanSite> two = linked(many(2, "s", window(0, 700), 5), CallLimits.ofMinutes(30));
        PlanQuestion later = question(two, servers(1)).after(List.of(made("s9", -1430, -1410), made("s1", -60, -58)));
        assertEquals(minutes(0, 30), starts(fits(later)));
        PlanQuestion none = question(two, servers(1)).after(List.of(made("s9", -100, -72)));
        assertInstanceOf(Why.LimitsLeaveNoCall.class, doesNotFit(none).missed().getFirst().why());
    }

    /** Nobody is limited by calls over another link, or of days ago. */
    @Test
    void callsThatNoLimitCountsChangeNothing() {
        List<PlanSite> two = linked(many(2, "s", window(0, 300), 5), CallLimits.perDay(2));
        MadeCall other = new MadeCall(Callee.of("s1", Optional.empty(), "serial"), at(-20), at(-10));
        PlanQuestion question = question(two, servers(1)).after(List.of(other, made("s1", -2000, -1990)));
        assertEquals(minutes(0, 5), starts(fits(question)));
    }
}

package org.packetboat.schedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.schedules.plan.Nights.at;
import static org.packetboat.schedules.plan.Nights.between;
import static org.packetboat.schedules.plan.Nights.many;
import static org.packetboat.schedules.plan.Nights.original;
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
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.plan.answer.Bound;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.PlannedCall;
import org.packetboat.schedules.plan.answer.Proof;
import org.packetboat.schedules.plan.answer.Remedy;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.print.PlanReport;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.LineRate;
import org.packetboat.schedules.plan.question.Load;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanLine;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;
import org.packetboat.schedules.plan.question.Terms;

/** Cases whose answer is known beforehand. */
class PlannerTest {
    private static Schedule fits(PlanQuestion question) {
        PlanAnswer answer = plan(question);
        return assertInstanceOf(PlanAnswer.Fits.class, answer, answer::toString).schedule();
    }

    private static PlanAnswer.DoesNotFit doesNotFit(PlanQuestion question) {
        PlanAnswer answer = plan(question);
        return assertInstanceOf(PlanAnswer.DoesNotFit.class, answer, answer::toString);
    }

    @Test
    void theOriginalsRoutesTakeOneServer186Minutes() {
        List<PlanSite> allDay = original().stream().map(site -> site.with(window(180, 400))).toList();
        Schedule schedule = fits(question(allDay, servers(1)));
        assertEquals(Duration.ofMinutes(186), schedule.makespan());
        assertEquals(at(180 + 186), schedule.bound().earliestEnd());
        assertEquals(Duration.ofMinutes(34), schedule.spare());
    }

    @Test
    void theOriginalsRoutesDoNotFitThreeHoursOnOneServer() {
        PlanAnswer.DoesNotFit answer = doesNotFit(question(original(), servers(1)));
        assertEquals(30, answer.schedule().sites().size());
        Missed missed = answer.missed().getFirst();
        assertEquals(Duration.ofMinutes(6), missed.late().orElseThrow().by());
        Proof.TooMuch proof = assertInstanceOf(Proof.TooMuch.class, answer.proof());
        assertEquals(Duration.ofMinutes(186), proof.needed());
        assertEquals(Duration.ofMinutes(180), proof.had());
    }

    @Test
    void namesTheLeastThatHelpsTheOriginal() {
        List<Remedy> remedies = doesNotFit(question(original(), servers(1))).remedies();
        assertEquals(4, remedies.size());
        assertEquals(Duration.ofMinutes(6), ((Remedy.LongerWindows) remedies.get(0)).windows().getFirst().by());
        assertEquals(Duration.ofMinutes(6), ((Remedy.EarlierStart) remedies.get(1)).windows().getFirst().by());
        // 180 minutes for 31 calls leave 346.787 s of transfer at 240 bytes a second: 81.27 KB.
        assertEquals(81 * 1024, ((Remedy.SmallerBatch) remedies.get(2)).bytes());
        assertEquals(1, ((Remedy.MoreServers) remedies.get(3)).count());
    }

    @Test
    void moreLinesOnOneServerDoNotHelp() {
        PlanServer three = new PlanServer("hub", List.of(new PlanLine("a", List.of()),
                new PlanLine("b", List.of()), new PlanLine("c", List.of())));
        assertEquals(1, doesNotFit(question(original(), List.of(three))).missed().size());
    }

    private static List<PlanSite> staggered(int minutes) {
        List<PlanSite> sites = new ArrayList<>(many(10, "east", window(180, 240), minutes));
        sites.addAll(many(10, "central", window(240, 300), minutes));
        sites.addAll(many(11, "west", window(300, 360), minutes));
        return sites;
    }

    @Test
    void threeServersMakeStaggeredWindows() {
        Schedule schedule = fits(question(staggered(10), servers(3)));
        assertEquals(31, schedule.sites().size());
        assertEquals(at(300 + 40), schedule.end());
    }

    @Test
    void oneServerDoesNotMakeStaggeredWindowsOfTenMinutesEach() {
        PlanAnswer.DoesNotFit answer = doesNotFit(question(staggered(10), servers(1)));
        assertEquals(4 + 4 + 5, answer.missed().size());
        assertInstanceOf(Proof.TooMuch.class, answer.proof());
    }

    /** The sum is 310 minutes: the East takes 100 from three o'clock on, and the others wait for it. */
    @Test
    void eachWindowIsMadeLongerByNoMoreThanItNeeds() {
        Remedy.LongerWindows longer = doesNotFit(question(staggered(10), servers(1))).remedies().stream()
                .filter(Remedy.LongerWindows.class::isInstance).map(Remedy.LongerWindows.class::cast).findFirst()
                .orElseThrow();
        assertEquals(List.of(40L, 80L, 130L),
                longer.windows().stream().map(stretch -> stretch.by().toMinutes()).toList());
        assertEquals(40 + 80 + 130, longer.price());
    }

    @Test
    void tenTransfersOfTenMinutesTakeOneServer100Minutes() {
        assertEquals(Duration.ofMinutes(100),
                fits(question(many(10, "east", window(180, 720), 10), servers(1))).makespan());
    }

    /** The note's 34 minutes are 100 divided by 3; the tenth uncut transfer makes a fourth round. */
    @Test
    void tenTransfersOfTenMinutesTakeThreeServers40MinutesOr34IfTheyCouldBeCut() {
        List<PlanSite> sites = many(10, "east", window(180, 720), 10);
        Schedule schedule = fits(question(sites, servers(3)));
        assertEquals(Duration.ofMinutes(40), schedule.makespan());
        assertEquals(new Bound(Bound.Kind.UNCUT_CALLS, at(220)), schedule.bound());
        List<PlanSite> resumable = sites.stream().map(PlanSite::resumable).toList();
        Bound cut = fits(question(resumable, servers(3))).bound();
        assertEquals(new Bound(Bound.Kind.LOAD, at(180).plusMillis(2_000_000)), cut);
    }

    @Test
    void provesThatUncutCallsDoNotFitThoughTheirTimeWould() {
        PlanAnswer.DoesNotFit answer = doesNotFit(question(many(10, "s", window(0, 35), 10), servers(3)));
        assertEquals(1, answer.missed().size());
        Proof.TooMuch proof = assertInstanceOf(Proof.TooMuch.class, answer.proof());
        assertTrue(proof.needed().compareTo(proof.had()) < 0);
    }

    private static final OpenTimes TWO_PASSES = new OpenTimes(List.of(between(0, 10), between(100, 110)));

    /** From the first opening to the last close there are 110 minutes, but only 20 of them are open. */
    @Test
    void onlyTheFlowSeesTheGapsBetweenWindows() {
        PlanAnswer.DoesNotFit answer = doesNotFit(question(many(3, "s", TWO_PASSES, 10), servers(1)));
        assertEquals(new Proof.Lacking(Duration.ofMinutes(10)), answer.proof());
        assertEquals(new Bound(Bound.Kind.FLOW, at(110)),
                fits(question(many(2, "s", TWO_PASSES, 10), servers(1))).bound());
    }

    /** Two more servers are idle, but those that lack time may not use them. */
    @Test
    void theFlowKnowsWhoIsTiedToWhichServer() {
        List<PlanSite> sites = new ArrayList<>(many(3, "tied", TWO_PASSES, 10).stream()
                .map(site -> site.servedBy(List.of("hub2"))).toList());
        sites.add(site("free", window(0, 200), 10));
        PlanAnswer.DoesNotFit answer = doesNotFit(question(sites, servers(3)));
        assertEquals(new Proof.Lacking(Duration.ofMinutes(10)), answer.proof());
    }

    @Test
    void servesTheTightWindowFirst() {
        List<PlanSite> sites = List.of(site("free", window(0, 600), 10), site("tight", window(0, 10), 10));
        Schedule schedule = fits(question(sites, servers(1)));
        assertEquals(List.of("tight", "free"), schedule.sites().stream().map(SitePlan::name).toList());
        assertEquals(Duration.ZERO, schedule.spare());
    }

    @Test
    void waitsForATightSiteRatherThanMissIt() {
        List<PlanSite> sites = List.of(site("long", window(0, 600), 60), site("tight", window(5, 15), 10));
        assertEquals(at(75), fits(question(sites, servers(1))).end());
    }

    @Test
    void cutsAResumableTransferAtTheEndOfAWindow() {
        OpenTimes passes = new OpenTimes(List.of(between(60, 70), between(600, 615)));
        PlanSite ship = site("ship", passes, 20).resumable()
                .with(new Calling(Duration.ofSeconds(50), Duration.ofSeconds(10), 0));
        List<PlannedCall> calls = fits(question(List.of(ship), servers(1))).sites().getFirst().calls();
        assertEquals(List.of(between(60, 70), between(600, 612)), calls.stream().map(PlannedCall::interval).toList());
        assertEquals(List.of(9 * 60L, 11 * 60L), calls.stream().map(PlannedCall::bytes).toList());
    }

    @Test
    void leavesAnUncutTransferToAWindowThatHoldsIt() {
        OpenTimes passes = new OpenTimes(List.of(between(60, 70), between(600, 620)));
        assertEquals(at(620), fits(question(List.of(site("ship", passes, 20)), servers(1))).end());
    }

    @Test
    void deliverByAndNotBeforeNarrowTheWindow() {
        PlanSite early = site("early", window(0, 100), 10).deliverBy(at(20));
        PlanSite late = site("late", window(0, 100), 10).notBefore(at(50));
        PlanSite other = site("other", window(0, 100), 10);
        Schedule schedule = fits(question(List.of(other, late, early), servers(1)));
        assertEquals(at(50), schedule.site("late").orElseThrow().start());
        assertTrue(!schedule.site("early").orElseThrow().end().isAfter(at(20)));
    }

    @Test
    void pinsAreKept() {
        List<PlanSite> sites = many(4, "s", window(0, 100), 10).stream().map(s -> s.servedBy(List.of("hub2"))).toList();
        Schedule schedule = fits(question(sites, servers(3)));
        assertEquals(4, schedule.callsBy("hub2").size());
        assertEquals(at(40), schedule.bound().earliestEnd());
    }

    @Test
    void aLinkNeedsALineThatCarriesIt() {
        PlanServer modems = new PlanServer("a", List.of(new PlanLine("com1", List.of("modem"))));
        PlanServer both = new PlanServer("b", List.of(new PlanLine("dish", List.of("satellite")),
                new PlanLine("com2", List.of("modem"))));
        PlanSite ship = new PlanSite("ship", window(0, 30), "pass", "satellite",
                new Load(600, Load.UNCOMPRESSED, LineRate.measured(1)), Calling.FREE, Terms.NONE);
        List<PlanSite> sites = List.of(ship, site("a", window(0, 20), 20), site("b", window(0, 30), 20));
        Schedule schedule = fits(question(sites, List.of(modems, both)));
        assertEquals("dish", schedule.site("ship").orElseThrow().line());
        assertEquals("com1", schedule.site("a").orElseThrow().line());
        assertEquals("com2", schedule.site("b").orElseThrow().line());
    }

    @Test
    void setsTimeAsideForCallsThatFail() {
        PlanSite shaky = site("s", window(0, 100), 10).with(new Calling(Duration.ofSeconds(60), Duration.ZERO, 0.5));
        SitePlan whole = fits(question(List.of(shaky), servers(1))).sites().getFirst();
        // One failure is expected: another dial, and half the transfer again.
        assertEquals(Duration.ofMinutes(1 + 5), whole.reserve());
        assertEquals(1.0, whole.expectedRetries());
        assertEquals(at(17), whole.end());
        assertEquals(at(12), fits(question(List.of(shaky.resumable()), servers(1))).end());
    }

    @Test
    void nothingIsPlannedBeforeNow() {
        PlanQuestion late = new PlanQuestion(at(30), between(0, 100), List.of(site("s", window(0, 60), 10)),
                servers(1));
        assertEquals(at(30), fits(late).sites().getFirst().start());
    }

    @Test
    void aClockThatShowsNanosecondsDoesNoHarm() {
        Instant now = at(30).plusNanos(1);
        OpenTimes window = OpenTimes.of(new Interval(at(0), at(60).plusNanos(1)));
        PlanQuestion question = new PlanQuestion(now, between(0, 100), List.of(site("s", window, 10)), servers(1));
        assertEquals(at(30).plusMillis(1), fits(question).sites().getFirst().start());
    }

    @Test
    void whatCannotBeHelpedDoesNotKeepTheOthersFromARemedy() {
        List<PlanSite> sites = new ArrayList<>(original());
        sites.add(site("closed down", window(-60, -30), 10));
        PlanAnswer.DoesNotFit answer = doesNotFit(question(sites, servers(1)));
        assertEquals(2, answer.missed().size());
        assertEquals(4, answer.remedies().size());
        assertEquals(List.of(), ((PlanAnswer.DoesNotFit) new Planner(PlannerSettings.USUAL)
                .planOnly(question(sites, servers(1)))).remedies());
    }

    /** A bug of the planner's costs a plan, and no more. */
    @Test
    void planThatFailsItsOwnCheckIsToldAndNotUsed() {
        PlanQuestion question = question(List.of(site("s", window(0, 60), 10)), servers(1));
        Planner wrong = new Planner(PlannerSettings.USUAL, (_, schedule) -> Optional.of("it ends "
                + schedule.end()));
        for (PlanAnswer answer : List.of(wrong.plan(question), wrong.planOnly(question))) {
            assertEquals(new PlanAnswer.DoesNotHold("it ends " + at(10)), answer);
            assertEquals(List.of("Can't be planned: the planner made a plan that does not hold: it ends " + at(10)
                    + "; that is a bug, please report it with the schedule"),
                    new PlanReport(ZoneOffset.UTC).lines(question, answer));
        }
    }

    @Test
    void routesThatAreAlwaysOpenUseTheHorizon() {
        assertEquals(at(10), fits(question(List.of(site("s", Window.ALWAYS, 10)), servers(1))).end());
    }

    @Test
    void anEmptyBatchFits() {
        assertEquals(Duration.ZERO, fits(question(List.of(), servers(1))).makespan());
    }

    @Test
    void theSameQuestionGetsTheSamePlan() {
        PlanQuestion question = question(staggered(17), servers(4));
        assertEquals(plan(question), plan(question));
    }
}

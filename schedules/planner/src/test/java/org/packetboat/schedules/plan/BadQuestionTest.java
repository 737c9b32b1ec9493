package org.packetboat.schedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.schedules.plan.Nights.at;
import static org.packetboat.schedules.plan.Nights.between;
import static org.packetboat.schedules.plan.Nights.plan;
import static org.packetboat.schedules.plan.Nights.question;
import static org.packetboat.schedules.plan.Nights.servers;
import static org.packetboat.schedules.plan.Nights.site;
import static org.packetboat.schedules.plan.Nights.window;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.print.PlanReport;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.LineRate;
import org.packetboat.schedules.plan.question.Load;
import org.packetboat.schedules.plan.question.PlanLine;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;

/** What can't be planned is told: what, where, and what to do. */
class BadQuestionTest {
    private static final PlanSite GOOD = site("good", window(0, 60), 10);

    private static List<String> report(PlanQuestion question) {
        return new PlanReport(ZoneOffset.UTC).lines(question, plan(question));
    }

    /** What is said of a site beside which a good one is planned nevertheless. */
    private static String missed(PlanSite bad) {
        PlanQuestion question = question(List.of(GOOD, bad), servers(2));
        PlanAnswer.DoesNotFit answer = assertInstanceOf(PlanAnswer.DoesNotFit.class, plan(question));
        assertEquals(List.of("good"), answer.schedule().sites().stream().map(SitePlan::name).toList());
        List<String> lines = report(question);
        assertTrue(lines.contains("Certain: 1 site couldn't be served even alone."));
        return lines.stream().filter(line -> line.startsWith("  ")).findFirst().orElseThrow().strip();
    }

    private static String refused(List<PlanSite> sites, List<PlanServer> servers) {
        PlanQuestion question = question(sites, servers);
        assertInstanceOf(PlanAnswer.Unanswerable.class, plan(question));
        return report(question).getFirst();
    }

    @Test
    void aWindowThatNeverOpens() {
        assertEquals("bad: window \"night\" never opens again; give it an opening",
                missed(site("bad", window(-60, -30), 10)));
    }

    @Test
    void noOpeningInTheHorizon() {
        assertEquals("bad: window \"night\" doesn't open in the time planned, but next at Sat 13:20; "
                + "plan for longer, or open it earlier", missed(site("bad", window(800, 900), 10)));
    }

    @Test
    void aBatchLargerThanAnyWindow() {
        assertEquals("bad: a call takes 1 h 10 min, but window \"night\" is never open longer than 1 h; "
                + "send less, open it for longer, or, if it is called by UUCP, let it go on in the "
                + "next (at-close: cut)",
                missed(site("bad", window(0, 60), 70)));
    }

    @Test
    void aBatchLargerThanAllWindows() {
        assertEquals("bad: needs 1 h 10 min to send, but all openings of window \"night\" hold 1 h; "
                + "send less, or open it for longer", missed(site("bad", window(0, 60), 70).resumable()));
    }

    @Test
    void deliverByInThePast() {
        assertEquals("bad: deliver-by Fri 23:59 has passed; send it without, or with a later one",
                missed(site("bad", window(0, 60), 10).deliverBy(at(-1))));
    }

    @Test
    void termsThatLeaveNothing() {
        assertEquals("bad: not-before Sat 00:30 and deliver-by Sat 00:20 leaves nothing of window \"night\"; "
                + "change one of them", missed(site("bad", window(0, 60), 10).notBefore(at(30)).deliverBy(at(20))));
    }

    @Test
    void remedyThatServesSomeOnlySaysSo() {
        PlanQuestion question = question(List.of(site("long", window(0, 60), 61), site("gone", window(-60, -30), 10)),
                servers(1));
        assertTrue(report(question).getFirst().contains("; cheapest remedy for 1 of them: close window"),
                report(question).getFirst());
    }

    @Test
    void pinsToServersWithoutALineForIt() {
        PlanServer dish = new PlanServer("ground", List.of(new PlanLine("dish", List.of("satellite"))));
        PlanQuestion question = question(List.of(GOOD, site("bad", window(0, 60), 10).servedBy(List.of("ground"))),
                List.of(PlanServer.withOneLine("hub"), dish));
        assertEquals("  bad: no line that is up for link modem at ground; give one such a line, "
                + "mend the line, or pin the site to a server that has one", report(question).get(2));
    }

    @Test
    void pinsToServersThatAreNotThere() {
        assertEquals("Can't be planned: site good: pinned to server attic, which isn't there; "
                + "name one of: hub1, hub2, or remove the pin",
                refused(List.of(GOOD.servedBy(List.of("attic"))), servers(2)));
    }

    @Test
    void noServers() {
        assertEquals("Can't be planned: servers: there is none; name at least one server with a line",
                refused(List.of(GOOD), List.of()));
    }

    @Test
    void noLines() {
        assertEquals("Can't be planned: servers: none has a line that is up; "
                + "give one a line, or wait until a line is back",
                refused(List.of(GOOD), List.of(new PlanServer("hub", List.of()))));
    }

    @Test
    void namesThatComeTwice() {
        assertEquals("Can't be planned: site good: named twice; give each site a name of its own",
                refused(List.of(GOOD, GOOD), servers(1)));
        assertEquals("Can't be planned: line hub-line: named twice; give each line a name of its own", refused(
                List.of(GOOD), List.of(PlanServer.withOneLine("hub"),
                        new PlanServer("b", List.of(new PlanLine("hub-line", List.of()))))));
    }

    @Test
    void aHorizonThatIsOver() {
        assertThrows(IllegalArgumentException.class,
                () -> new PlanQuestion(at(60), between(0, 60), List.of(), servers(1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void failureRatesThatAreNone(double failure) {
        assertThrows(IllegalArgumentException.class, () -> new Calling(Duration.ZERO, Duration.ZERO, failure));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void compressionsThatAreNone(double compression) {
        assertThrows(IllegalArgumentException.class, () -> new Load(1, compression, LineRate.nominal(1)));
    }

    @Test
    void linesThatCarryNothing() {
        assertThrows(IllegalArgumentException.class, () -> LineRate.measured(0));
    }
}

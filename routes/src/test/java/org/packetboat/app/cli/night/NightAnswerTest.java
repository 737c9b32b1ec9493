package org.packetboat.app.cli.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.planning.NightAnswer;
import org.packetboat.app.planning.WaitingLoads;
import org.packetboat.connectors.jmx.LoadRow;
import org.packetboat.connectors.jmx.row.OfferRow;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.schedules.history.History;
import org.packetboat.schedules.night.Expected;
import org.packetboat.schedules.night.NightPlan;
import org.packetboat.schedules.plan.print.PlanReport;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;

/** What waits, with the terms that the running server knows of it: in time, late, returned or missed. */
class NightAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    private static final Instant OPENS = NOW.plusSeconds(3 * 3600);
    private static final List<PlanServer> SERVERS = List.of(PlanServer.withOneLine("hub"));
    private static final PlanReport REPORT = new PlanReport(ZoneOffset.UTC);

    /** Its window is open for an hour, three hours from now; 100 bytes a second. */
    private static Route route(String site) {
        return new Route(site, List.of(), OpenTimes.of(new Interval(OPENS, OPENS.plusSeconds(3600))), "night", "line",
                new Transport.Maildir("x"), 2, Duration.ofMinutes(1), Duration.ofDays(5), AtClose.DRAIN, 100);
    }

    private static LoadRow row(String site, long bytes, Optional<Instant> by, Optional<Instant> from,
            Optional<Instant> ends) {
        return new LoadRow(site, bytes, 1, by.map(Instant::toString).orElse(""), from.map(Instant::toString).orElse(""),
                ends.map(Instant::toString).orElse(""), List.of("hub"), "", List.of(), false);
    }

    private static NightAnswer answer(LoadRow... rows) {
        WaitingLoads waiting = new WaitingLoads(List.of(rows), List.of(), List.of(), List.of());
        List<SiteLoad> loads = waiting.loads(List.of(route("a"), route("b"), route("c")), NOW);
        PlanQuestion question = new PlanQuestion(NOW, new Interval(NOW, NOW.plus(Duration.ofDays(1))),
                loads.stream().map(l -> NightPlan.waiting(l, SERVERS, Expected.by(new History()), NOW)).toList(),
                SERVERS);
        return NightAnswer.of(question, waiting.returned());
    }

    @Test
    void fitsWhereTheWindowOpensInTime() {
        NightAnswer fits = answer(row("a", 36_000, Optional.of(OPENS.plusSeconds(600)), Optional.empty(),
                Optional.of(OPENS.plusSeconds(600))));
        assertEquals(ExitCodes.OK, PlanCommand.exitCode(fits));
        assertEquals(OPENS.plusSeconds(360), fits.schedule().orElseThrow().end());
    }

    /** Mail with windows of its own has a call of its own, in them. */
    @Test
    void largeMailIsPlannedInItsWindow() {
        Window later = OpenTimes.of(new Interval(OPENS.plusSeconds(1800), OPENS.plusSeconds(7200)));
        Route any = route("a");
        Route large = any.on(any.terms().with(LargeMail.InWindow.of(10_000, later, any.window(), "weekend")));
        List<SiteLoad> loads = new WaitingLoads(List.of(
                row("a", 700, Optional.empty(), Optional.empty(), Optional.empty()),
                row("a above 10000", 10_001, Optional.empty(), Optional.empty(), Optional.empty())), List.of(),
                List.of(), List.of()).loads(List.of(large), NOW);
        assertEquals(List.of("a " + OPENS, "a above 10000 " + OPENS.plusSeconds(1800)), loads.stream()
                .map(l -> l.name() + " " + l.route().window().from(NOW).orElseThrow().open()).toList());
    }

    @Test
    void isLateWhereDeliverByPassesBeforeTheWindowOpens() {
        NightAnswer late = answer(
                row("a", 36_000, Optional.of(OPENS.minusSeconds(60)), Optional.empty(), Optional.of(NOW.plus(
                        Duration.ofDays(5)))),
                row("b", 36_000, Optional.empty(), Optional.empty(), Optional.empty()));
        assertEquals(ExitCodes.LATE, PlanCommand.exitCode(late));
        assertEquals("Late: all of it arrives, but at 1 of 2 sites after its deliver-by.", late.headline(REPORT));
        NightAnswer.MissedRow missed = late.missedRows(REPORT).getFirst();
        assertEquals("a late terms-leave-nothing",
                missed.missed() + " " + missed.outcome() + " " + missed.why());
        assertTrue(Set.of(OPENS.plusSeconds(360).toString(), OPENS.plusSeconds(720).toString())
                .contains(missed.arrives()), missed::toString);
        assertTrue(late.lines(REPORT).getLast().startsWith("Late: a gets its mail at "), late.lines(REPORT)::toString);
    }

    @Test
    void isLateWhereDeliverByHasPassed() {
        assertEquals(ExitCodes.LATE, PlanCommand.exitCode(answer(row("a", 36_000, Optional.of(NOW.minusSeconds(60)),
                Optional.empty(), Optional.empty()))));
    }

    @Test
    void isReturnedWhereMsdeadIsOverBeforeTheWindowOpens() {
        Instant ends = OPENS.minusSeconds(60);
        NightAnswer returned = answer(row("a", 36_000, Optional.of(ends), Optional.empty(), Optional.of(ends)));
        assertEquals(ExitCodes.FAILED, PlanCommand.exitCode(returned));
        NightAnswer.MissedRow missed = returned.missedRows(REPORT).getFirst();
        assertEquals("returned", missed.outcome());
        assertEquals(ends.toString(), missed.returned());
        assertTrue(returned.lines(REPORT).getLast().endsWith(" (msdead)."), returned.lines(REPORT)::toString);
    }

    @Test
    void aRestThatOutlastsTheWindowIsSeen() {
        NightAnswer missed = answer(row("a", 36_000, Optional.empty(), Optional.of(OPENS.plusSeconds(3600)),
                Optional.empty()));
        assertEquals(ExitCodes.FAILED, PlanCommand.exitCode(missed));
        assertEquals("missed", missed.missedRows(REPORT).getFirst().outcome());
    }

    @Test
    void remediesAreRowsToo() {
        NightAnswer missed = answer(row("a", 240_000, Optional.empty(), Optional.empty(), Optional.empty()),
                row("b", 240_000, Optional.empty(), Optional.empty(), Optional.empty()));
        assertEquals("no-room", missed.missedRows(REPORT).getFirst().why());
        assertTrue(missed.remedyRows(REPORT).stream().anyMatch(r -> r.remedy().equals("more-servers")
                && r.said().equals("add 1 server with a line")), missed.remedyRows(REPORT)::toString);
    }

    @Test
    void whatNobodyHasAskedForIsSaidForEachSite() {
        WaitingLoads waiting = new WaitingLoads(List.of(), List.of(), List.of(), List.of(),
                List.of(new OfferRow("alp", 1, 2_400_312), new OfferRow("fell", 12, 30_000_000)));
        assertEquals(List.of(
                "site alp: 1 large mail (2344 KB) was offered, and waits until somebody asks for it",
                "site fell: 12 large mails (29296 KB) were offered, and wait until somebody asks for them"),
                waiting.unasked());
    }

    /** A route that finds its hosts in DNS has a load for each domain. */
    @Test
    void loadsOfOneRouteAreAddedUp() {
        WaitingLoads waiting = new WaitingLoads(List.of(
                row("a/x.example", 1000, Optional.of(NOW), Optional.of(OPENS), Optional.of(OPENS)),
                row("a/y.example", 500, Optional.empty(), Optional.empty(), Optional.of(NOW)),
                row("gone", 500, Optional.empty(), Optional.empty(), Optional.empty())), List.of(), List.of(),
                List.of());
        assertEquals(
                List.of(new SiteLoad("a", route("a"), 1500, 2, Map.of(), NOW, Instant.MIN, Set.of("hub"), false))
                        .toString()
                        .replaceAll("window=[^,]*", ""),
                waiting.loads(List.of(route("a"), route("b")), NOW).toString().replaceAll("window=[^,]*", ""));
        assertEquals(Map.of("a", NOW), waiting.returned());
    }

    /** After a start: the server takes it for late until it has looked, so an answer must not say that all is well. */
    @Test
    void whatNobodyHasLookedThroughYetIsPlannedAsSoonAsCanBeAndSaid() {
        LoadRow unseen = row("a", 36_000, Optional.of(SiteLoad.UNKNOWN), Optional.empty(), Optional.empty());
        WaitingLoads waiting = new WaitingLoads(List.of(unseen), List.of(), List.of(), List.of());
        assertEquals(SiteLoad.UNKNOWN, waiting.loads(List.of(route("a")), NOW).getFirst().by());
        assertEquals(
                "1 site not looked through yet since the start: mail for it may be late, and is planned as soon as "
                        + "can be; ask again soon",
                waiting.unseen().orElseThrow());
        assertEquals(OPENS.plusSeconds(360), answer(unseen).schedule().orElseThrow().end());
        assertEquals(Optional.empty(), WaitingLoads.NOTHING.unseen());
    }
}

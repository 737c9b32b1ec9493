package org.packetboat.app.web.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.web.api.FakeBoard;
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.connectors.jmx.row.DataRow;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;
import org.packetboat.schedules.plan.print.GanttPng;

/** What a night came to: two branches are not reached, the others have their mail or wait for the next windows. */
class ReportMakerTest {
    private static final Instant FROM = Instant.parse("2026-11-28T06:01:00Z");
    private static final Instant TO = Instant.parse("2026-11-29T06:01:00Z");
    private static final int RED = 0xc62828;

    @TempDir
    Path folder;
    private FakeBoard board;

    @BeforeEach
    void begin() {
        board = new FakeBoard(folder, 31);
        board.server.sessions.clear();
        board.now = TO;
    }

    @AfterEach
    void end() {
        board.close();
    }

    private MorningReport report() {
        return ReportMaker.make(board, board.zone(), new ReportMaker.Wanted(LocalDate.of(2026, 11, 28), FROM, TO,
                board.returned.all(), Set.of()));
    }

    private MorningReport.Missed missed(String site) {
        return report().missed().stream().filter(each -> each.site().equals(site)).findFirst().orElseThrow();
    }

    @Test
    void tellsWhoMissedWhatAndWhenNext() {
        MorningReport.Missed albany = missed("albany");
        assertEquals("2026-11-29T04:00:00Z", albany.closed());
        assertEquals(1, albany.mails());
        assertEquals(List.of("spring-prices"), albany.sends());
        assertEquals("unreached: 451 4.4.1 no carrier (one call in vain)", albany.why());
        assertTrue(albany.advice().startsWith("Nobody answered with a carrier"), albany::advice);
        assertEquals("2026-11-30T03:00:00Z", albany.next());
        assertFalse(report().well());
    }

    /** Nobody told of its close: the server may have been off. */
    @Test
    void aWindowThatClosedUnnoticedIsMissedAllTheSame() {
        MorningReport.Missed waiting = report().missed().stream()
                .filter(each -> each.why().equals("it was not called")).findFirst().orElseThrow();
        assertEquals(1, waiting.mails());
        assertNotEquals("", waiting.closed());
    }

    @Test
    void whoGotEverythingInALaterWindowIsNotMissed() {
        board.server.domains.removeIf(domain -> domain.site().equals("albany"));
        board.calls.on(new StatusEvent.SessionEnded(TO.minusSeconds(600), "albany", "modem",
                Duration.ofSeconds(100), 1, 840_000, "finished"));
        assertEquals(List.of("albany"), report().caughtUp());
        assertTrue(report().missed().stream().noneMatch(each -> each.site().equals("albany")));
    }

    /** Between two questions to the node, what was oldest may have gone. */
    @Test
    void whoCaughtUpMayHaveNothingThatIsOldest() {
        board.server.domains.replaceAll(domain -> domain.site().equals("albany")
                ? new DomainItem(domain.domain(), "albany", "open", 2, 1, 10, "", 0, "", -1, "", -1, "", "")
                : domain);
        board.calls.on(new StatusEvent.SessionEnded(TO.minusSeconds(600), "albany", "modem",
                Duration.ofSeconds(100), 1, 840_000, "finished"));
        assertEquals(List.of("albany"), report().caughtUp());
    }

    /** Of a minute in which nothing happened. */
    private MorningReport quiet() {
        return ReportMaker.make(board, board.zone(), new ReportMaker.Wanted(LocalDate.of(2026, 11, 28),
                TO.minusSeconds(60), TO, List.of(), Set.of()));
    }

    @Test
    void aProblemOrABigSendThatIsLateOrFailedIsNotWell() {
        board.server.domains.clear();
        board.server.sites.clear();
        board.server.batch.clear();
        MorningReport wrong = quiet();
        assertEquals("1 problem of the server; 0 sites served.", wrong.headline());
        assertFalse(wrong.well());
        board.server.problems.clear();
        assertEquals("All well: nobody had to be called.", quiet().headline());
        for (String state : List.of("late", "failed")) {
            board.server.batch.clear();
            board.server.batch.add(new BatchSiteRow("x.example.com", "x", state, 1, 0, 10, "2026-11-28T06:00:00Z", "",
                    TO.minusSeconds(10).toString(), "", "1PNWW40A.0"));
            assertEquals("1 big send late or failed: spring-prices; 0 sites served.", quiet().headline());
            assertFalse(quiet().well());
        }
        board.server.batch.set(0, new BatchSiteRow("x.example.com", "x", "failed", 1, 0, 10, "2026-11-28T06:00:00Z", "",
                TO.minusSeconds(100).toString(), "", "1PNWW40A.0"));
        assertTrue(quiet().well(), "it failed in the night before, and that was told then");
    }

    /** What waited may be gone without having arrived. */
    @Test
    void whoseMailIsGoneWithoutACallIsMissed() {
        board.server.domains.removeIf(domain -> domain.site().equals("albany"));
        assertTrue(missed("albany").why().contains("returned, withdrawn, or went another way"));
    }

    @Test
    void tellsWhatTheNightTook() {
        MorningReport.Cost cost = report().cost();
        assertEquals(2, cost.failed());
        assertEquals(cost.calls() - 2, report().served());
        assertEquals(cost.calls() * (168_700L + 2_300), cost.wire());
        assertEquals(1, cost.links().size());
        assertTrue(cost.seconds() > 600L * report().served(), cost::toString);
    }

    @Test
    void tellsWhatItCostByTheTariffsOfItsLinks() {
        assertEquals(List.of(), report().cost().charges());
        for (long micros : List.of(1_200_000L, 130_000L))
            board.calls.on(new StatusEvent.SessionEnded(TO.minusSeconds(600), "albany", "satellite",
                    Duration.ofSeconds(100), 1, 840_000, "finished", SessionFigures.NONE,
                    Optional.of(new Money("EUR", micros))));
        MorningReport report = report();
        assertEquals(List.of(new MorningReport.Charge("EUR", 1.33)), report.cost().charges());
        assertEquals(List.of(List.of(), report.cost().charges()),
                report.cost().links().stream().map(MorningReport.LinkCost::charges).toList());
        String text = String.join("\n", ReportText.lines(report));
        assertTrue(text.contains("of mail; cost 1.33 EUR"), text);
        assertTrue(text.contains("satellite: 2 calls, 3 min 20 s, 0 bytes, 1.33 EUR"), text);
        assertEquals("0.003 EUR and 120 JPY", ReportText.charges(List.of(new MorningReport.Charge("EUR", 0.003),
                new MorningReport.Charge("JPY", 120))));
        assertEquals(report, ReportJson.report(ReportJson.text(report)));
        String earlier = ReportJson.text(report).replaceAll(",\"charges\":\\[[^]]*]", "");
        assertEquals(List.of(), ReportJson.report(earlier).cost().charges());
    }

    private void modemHas(MonthlyData.Beyond beyond, long used) {
        MonthlyData month = new MonthlyData(500, beyond, ZoneOffset.UTC);
        board.routes().replaceAll(route -> route.on(route.terms()
                .with(new CallBudget(CallLimits.NONE, CallLimits.NONE.with(month)))));
        board.server.data.clear();
        board.server.data.add(DataRow.of(new DataUse("link modem", month, used, month.ends(TO))));
    }

    /** The sites can be called again when the month is over, in UTC. */
    @Test
    void whoWaitsForTheNextMonthHasNotEverything() {
        modemHas(MonthlyData.Beyond.STOP, 500_100_000);
        MorningReport report = report();
        MorningReport.Data data = report.data().getFirst();
        assertTrue(data.waiting().contains("albany"), data::toString);
        assertEquals("the month's data of link modem are used up: 500.1 of 500 MB", missed("albany").why());
        assertTrue(missed("albany").advice().startsWith("Its mail waits for the next month."),
                missed("albany")::advice);
        assertEquals("2026-12-01T03:00:00Z", missed("albany").next());
        assertTrue(report.missed().stream().map(MorningReport.Missed::site).toList().containsAll(data.waiting()));
        String said = "link modem: 500.1 of 500 MB, until Mon 30 Nov 16:00; used up, so there is no call before that; "
                + "who waits for it: akron, albany, ";
        String text = String.join("\n", ReportText.lines(report));
        String html = ReportHtml.of(report, new GanttPng.Picture(new byte[0], 10, 10), "cid:x");
        assertTrue(text.contains("Data of the month:\n  " + said), text);
        assertTrue(html.contains(said), html);
        assertEquals(report, ReportJson.report(ReportJson.text(report)));
    }

    @Test
    void aMonthThatIsNotUsedUpOrPaysKeepsNobodyWaiting() {
        List<MorningReport.Missed> missed = report().missed();
        modemHas(MonthlyData.Beyond.STOP, 12_300_000);
        assertEquals(List.of("link modem: 12.3 of 500 MB, until Mon 30 Nov 16:00"), ReportText.data(report()));
        assertEquals(missed, report().missed());
        modemHas(MonthlyData.Beyond.PAY, 500_000_000);
        assertEquals(List.of("link modem: 500.0 of 500 MB, until Mon 30 Nov 16:00; what goes beyond costs what the "
                + "tariff says"), ReportText.data(report()));
        assertEquals(missed, report().missed());
    }

    @Test
    void reportsOfEarlierVersionsTellOfNoData() {
        String earlier = ReportJson.text(report()).replaceAll(",\"data\":\\[[^]]*]", "");
        assertEquals(List.of(), ReportJson.report(earlier).data());
    }

    @Test
    void mailThatCameBackIsNoGoodNight() {
        board.server.domains.clear();
        assertTrue(board.returned.all().isEmpty());
        EnvelopeId id = new EnvelopeId(QueueId.parse("1PNWW402F"), 0);
        board.returned.on(new StatusEvent.Expired(TO, id, Optional.empty(),
                Address.parse("a@b.example.com"), Optional.empty()));
        assertEquals(List.of(new MorningReport.Returned("b.example.com", 1, "time ran out")), report().returned());
        board.returned.ignore(Set.of("1PNWW402F"));
        board.returned.told(board.returned.all());
        board.returned.on(new StatusEvent.Expired(TO, id, Optional.empty(),
                Address.parse("a@b.example.com"), Optional.empty()));
        assertEquals(List.of(), board.returned.all());
    }

    @Test
    void jsonIsReadAsItWasWritten() {
        MorningReport report = report();
        assertEquals(report, ReportJson.report(ReportJson.text(report)));
    }

    @Test
    void thePictureShowsCallsInVainInRed() throws IOException {
        GanttPng.Picture picture = ReportChart.picture(report());
        if (!System.getProperty("shots", "").isEmpty())
            Files.write(Path.of(System.getProperty("shots"), "report-night.png"), picture.file());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.file()));
        assertEquals(2 * picture.width(), image.getWidth());
        assertEquals(2 * picture.height(), image.getHeight());
        int red = 0;
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++)
                if ((image.getRGB(x, y) & 0xffffff) == RED) red++;
        assertTrue(red > 400, "red points: " + red);
        assertTrue(picture.file().length < 200_000, "bytes: " + picture.file().length);
    }

    @Test
    void textAndHtmlSayTheSame() throws IOException {
        MorningReport report = report();
        String text = String.join("\n", ReportText.lines(report));
        String html = ReportHtml.of(report, new GanttPng.Picture(new byte[0], 10, 10), "cid:x");
        if (!System.getProperty("shots", "").isEmpty()) {
            Files.writeString(Path.of(System.getProperty("shots"), "report.txt"), text);
            GanttPng.Picture picture = ReportChart.picture(report);
            Files.writeString(Path.of(System.getProperty("shots"), "report.html"),
                    ReportHtml.of(report, picture, "report-night.png"));
        }
        for (String word : List.of("albany", "spring-prices", "no carrier", "calls", "America/Los_Angeles",
                report.headline())) {
            assertTrue(text.contains(word), text);
            assertTrue(html.contains(word), html);
        }
    }
}

package org.packetboat.simulator.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.schedules.plan.print.GanttText;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.simulator.night.report.NightChart;
import org.packetboat.simulator.night.report.NightReport;

/** Whole nights: real queue, forwarder and sessions on simulated lines. */
class SimulatorTest {
    private static final Calling BAD = new Calling(Duration.ofSeconds(20), Duration.ofSeconds(2), 0.3);

    @Test
    void sameSeedPlaysTheSameNight() {
        Scenario night = Scenes.night(12, 3, 6_000, BAD, 1e-5);
        PlayedNight once = new Simulator(night).play(7);
        assertEquals(once, new Simulator(night).play(7));
        assertNotEquals(once.calls(), new Simulator(night).play(8).calls());
    }

    @Test
    void oneNightOfManyIsTheNightOfItsSeed() {
        Simulator simulator = new Simulator(Scenes.night(6, 2, 3_000, BAD, 1e-5));
        List<NightOutcome> nights = simulator.play(40, 5);
        assertEquals(List.of(40L, 41L, 42L, 43L, 44L), nights.stream().map(NightOutcome::seed).toList());
        assertEquals(NightOutcome.of(simulator.play(43), Scenes.EVENING), nights.get(3));
    }

    @Test
    void everySiteTakesTheBatchOnceWhateverFails() {
        List<NightOutcome> nights = new Simulator(Scenes.night(12, 3, 9_000, BAD, 1e-4)).play(1, 25);
        for (NightOutcome night : nights) {
            assertTrue(night.isMet(), night::toString);
            assertTrue(night.sites().stream().allMatch(site -> site.copies() == 1), night::toString);
        }
        assertTrue(nights.stream().mapToInt(NightOutcome::failed).sum() > 50);
    }

    @Test
    void callTakesDialSessionAndHangUp() {
        PlayedNight night = new Simulator(Scenes.night(1, 1, 24_000, Scenes.SMOOTH, 0)).play(1);
        PlayedCall call = night.calls().getFirst();
        assertEquals(Scenes.minute(60), call.start());
        double seconds = Duration.between(call.start(), call.end()).toMillis() / 1000.0;
        assertTrue(seconds > 122 && seconds < 126, "100 s of line and 22 s around it took " + seconds);
    }

    @Test
    void serverCallsOneSiteAtATimeInsideItsWindow() {
        PlayedNight night = new Simulator(Scenes.night(9, 2, 12_000, BAD, 0)).play(3);
        for (String server : List.of("server-1", "server-2")) {
            List<PlayedCall> calls = night.calls().stream().filter(c -> c.server().equals(server)).toList();
            for (int i = 1; i < calls.size(); i++)
                assertFalse(calls.get(i).start().isBefore(calls.get(i - 1).end()), calls::toString);
            assertFalse(calls.getFirst().start().isBefore(Scenes.minute(60)));
        }
    }

    @Test
    void deadLineLosesItsCallAndLeavesItsSitesToOtherServers() {
        Scenario night = Scenes.during(60, 120, Scenes.on(Scenes.night(20, 3, 50_000, Scenes.SMOOTH, 0),
                new LineTerms(0, new Outages(0.4, Duration.ofDays(1)))));
        List<PlayedNight> nights = LongStream.rangeClosed(1, 8).mapToObj(new Simulator(night)::play).toList();
        for (PlayedNight played : nights) {
            if (played.outages().size() < 3)
                assertTrue(played.sites().stream().allMatch(SiteNight::isMet), played::toString);
            played.outages().forEach((server, dead) -> assertTrue(played.calls().stream()
                    .filter(c -> c.server().equals(server) && c.end().isAfter(dead.open()))
                    .noneMatch(PlayedCall::isGood), played::toString));
        }
        Duration hangUp = Scenes.SMOOTH.hangUp();
        assertTrue(nights.stream().anyMatch(n -> n.outages().values().stream().anyMatch(dead -> n.calls().stream()
                .anyMatch(c -> c.end().equals(dead.open().plus(hangUp))))));
    }

    @Test
    void whatSitesHaveForTheHeadOfficeComesInTheSameCallsWhileTheBatchGoes() {
        Scenario silent = Scenes.night(4, 1, 24_000, Scenes.SMOOTH, 0);
        PlayedNight alone = new Simulator(silent).play(1);
        PlayedNight both = new Simulator(Scenes.bringing(3, 4_000, silent)).play(1);
        assertTrue(both.sites().stream().allMatch(s -> s.isMet() && s.brought() == 3 && s.calls() == 1),
                both::toString);
        Duration longer = Duration.between(alone.end(Scenes.EVENING), both.end(Scenes.EVENING));
        assertTrue(longer.compareTo(Duration.ofSeconds(40)) < 0, "4 times 50 s of line the other way took " + longer);
    }

    @Test
    void whatSitesBringIsTakenInOnceWhateverFails() {
        Simulator simulator = new Simulator(Scenes.bringing(2, 5_000, Scenes.night(8, 2, 9_000, BAD, 1e-4)));
        for (NightOutcome night : simulator.play(1, 10))
            assertTrue(night.sites().stream().allMatch(s -> s.brought() == 2), night::toString);
    }

    @Test
    void smtpIsSpokenOnRoutesOverIpAndTakesItsRoundTrips() {
        PlayedNight night = new Simulator(Scenes.bySmtp(Scenes.night(3, 1, 24_000, Scenes.SMOOTH, 0))).play(1);
        assertTrue(night.sites().stream().allMatch(SiteNight::isMet), night::toString);
        PlayedCall call = night.calls().getFirst();
        double seconds = Duration.between(call.start(), call.end()).toMillis() / 1000.0;
        assertTrue(seconds > 123 && seconds < 127, "100 s of line, 22 s around it and the greetings took " + seconds);
    }

    @Test
    void smtpMailThatLostItsLineGoesOnceMoreAndArrives() {
        Scenario bad = Scenes.bySmtp(Scenes.night(6, 2, 9_000, BAD, 0));
        List<NightOutcome> nights = new Simulator(bad).play(1, 10);
        assertTrue(nights.stream().flatMap(n -> n.sites().stream()).allMatch(s -> s.arrived().isPresent()));
        assertTrue(nights.stream().mapToInt(NightOutcome::failed).sum() > 10);
    }

    @Test
    void callsAreMadeAsThePlanHasThem() {
        Scenario night = Scenes.during(60, 120, Scenes.night(9, 2, 50_000, Scenes.SMOOTH, 0));
        Scenario told = Scenes.knowing(night, new Calling(Duration.ofMinutes(20), Duration.ZERO, 0));
        assertNotEquals(new Simulator(night).play(1).calls(), new Simulator(told).play(1).calls());
    }

    @Test
    void callThatGivesWayToOthersAfterItsTurnIsNotCountedAsFailed() {
        NightOutcome outcome = new Simulator(Scenes.night(2, 1, 160_000, Scenes.SMOOTH, 0)).play(1, 1).getFirst();
        assertTrue(outcome.isMet(), outcome::toString);
        assertEquals(0, outcome.failed());
    }

    @Test
    void drainedCallThatEndsAfterItsWindowIsLate() {
        Scenario night = Scenes.oneSite(Scenes.route("slow", 60, 62, AtClose.DRAIN), 22_000, 2e-4);
        SiteNight site = new Simulator(night).play(1).sites().getFirst();
        assertTrue(site.late());
        assertTrue(site.arrived().orElseThrow().isAfter(Scenes.minute(62)));
        assertFalse(site.isMet());
    }

    private static List<String> ofTooShortAWindow(TooLarge what) {
        Route fits = Scenes.route("short", 60, 62, AtClose.DRAIN);
        Route route = fits.on(fits.terms().with(what));
        Scenario night = Scenes.oneSite(route, 40_000, 0);
        NightOutcome outcome = new Simulator(night).play(1, 1).getFirst();
        return new NightReport(night, List.of(outcome), ZoneOffset.UTC).lines();
    }

    @Test
    void batchThatFitsIntoNoWindowIsLate() {
        assertEquals(List.of("Not met: 1 of 1 site did not get the batch inside their windows.",
                "The last call ends Fri 21:03:13.", "Calls: 1 a night, of which 1 did not end well. Seeds: 1.",
                "Seed 1: short (late, at Fri 21:03:11)."), ofTooShortAWindow(TooLarge.SEND_ALONE));
    }

    @Test
    void batchThatIsReturnedForItsSizeIsNotBegun() {
        assertEquals(List.of("Not met: 1 of 1 site did not get the batch inside their windows.",
                "The last call ends Fri 20:00.", "Calls: 0 a night, of which 0 did not end well. Seeds: 1.",
                "Seed 1: short (returned to its sender at Fri 20:00, since it fits into no window "
                        + "(too-large: return))."),
                ofTooShortAWindow(TooLarge.RETURN));
    }

    @Test
    void batchThatIsLongerThanItsWindowGoesOnInTheNext() {
        Scenario night = Scenes.oneSite(Scenes.twice("short", 60, 62, AtClose.CUT), 40_000, 0);
        SiteNight site = new Simulator(night).play(1).sites().getFirst();
        assertTrue(site.isMet(), site::toString);
        assertEquals(2, site.calls());
    }

    @Test
    void chartShowsLinesCallsAndWindowsAndWhatWasInVain() {
        Scenario night = Scenes.night(5, 2, 60_000, new Calling(Duration.ofSeconds(20), Duration.ofSeconds(2), 0.6), 0);
        Scenario tight = Scenes.during(60, 75, night);
        PlayedNight played = new Simulator(tight).play(1);
        assertEquals(GOLDEN, String.join("\n",
                new GanttText(ZoneOffset.UTC, 60, false).lines(NightChart.of(tight, played, List.of()))));
    }

    private static final String GOLDEN = """
            UTC      Fri 21:00                                       Fri 21:15:02
            server-1 !s2!!!!!!!!!!!!s3!!!█s5████████████████▓s3▓▓▓▓▓▓▓▓▓▓▓▓······
            server-2 !!!····!····█s1████████████████▓s2▓▓▓▓▓!s4!·····!····!s4!!!!""";

    /** Each call has two begun minutes of line: 26 cents. */
    @Test
    void reportTellsWhatANightCostsByTheTariffsOfLinks() {
        Scenario free = Scenes.night(3, 1, 24_000, Scenes.SMOOTH, 0);
        assertEquals(List.of("Cost: 0.78 EUR a night."), costs(Scenes.charged(free), 3));
        assertEquals(List.of(), costs(free, 1));
    }

    private static List<String> costs(Scenario night, int nights) {
        return new NightReport(night, new Simulator(night).play(1, nights), ZoneOffset.UTC).lines().stream()
                .filter(line -> line.startsWith("Cost")).toList();
    }

    @Test
    void refusesWhatIsOutOfRange() {
        Scenario good = Scenes.night(1, 1, 10, Scenes.SMOOTH, 0);
        assertEquals("a bit error rate of 1.0; expected 0 to below 1",
                assertThrows(IllegalArgumentException.class, () -> new LineTerms(1, Outages.NONE)).getMessage());
        assertEquals("nobody is to get anything; expected a site or more",
                assertThrows(IllegalArgumentException.class, () -> new Scenario(good.night(), good.servers(),
                        List.of(), good.lines(), good.expected())).getMessage());
        assertEquals("a batch of 1099511627776 bytes; expected 1 to 268435456",
                assertThrows(IllegalArgumentException.class,
                        () -> Scenes.night(1, 1, 1L << 40, Scenes.SMOOTH, 0)).getMessage());
    }
}

package org.packetboat.app.web.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.web.api.FakeBoard;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.schedules.plan.question.OpenTimes;

/**
 * Exactly one report for each night. Windows of this office close at 04:00, 05:00 and 06:00 (UTC), so that its night is
 * over at 06:01.
 */
class ReportDutyTest {
    private static final Instant OVER = Instant.parse("2026-11-29T06:01:00Z");
    private static final List<String> OPERATORS = List.of("anna@example.com", "bert@example.com");

    @TempDir
    Path folder;
    private FakeBoard board;
    private ReportDuty duty;

    @BeforeEach
    void begin() throws IOException {
        board = new FakeBoard(folder, 31);
        board.server.sessions.clear();
        duty = duty();
        duty.look();
    }

    @AfterEach
    void end() {
        board.close();
    }

    private ReportDuty duty() {
        return new ReportDuty(board.reports(), OPERATORS, _ -> true);
    }

    private void lookAt(Instant now) throws IOException {
        board.now = now;
        duty.look();
    }

    private String mail(String operator) {
        return board.server.submitted.entrySet().stream().filter(e -> e.getKey().endsWith(operator)).reduce((_, b) -> b)
                .map(e -> new String(e.getValue(), StandardCharsets.UTF_8)).orElseThrow();
    }

    @Test
    void nothingIsToldBeforeTheNightIsOver() throws IOException {
        lookAt(OVER.minusSeconds(1));
        assertEquals(0, board.server.submitted.size());
    }

    @Test
    void eachOperatorGetsOneMailWhenItIsOver() throws IOException {
        lookAt(OVER);
        lookAt(OVER.plusSeconds(20));
        lookAt(OVER.plus(Duration.ofHours(5)));
        assertEquals(2, board.server.submitted.size());
        assertTrue(mail("anna@example.com").contains("To: anna@example.com"));
    }

    @Test
    void eachNightHasItsOwn() throws IOException {
        lookAt(OVER);
        lookAt(OVER.plus(Duration.ofDays(1)));
        lookAt(OVER.plus(Duration.ofDays(2)));
        assertEquals(6, board.server.submitted.size());
        assertEquals(List.of("2026-11-30", "2026-11-29", "2026-11-28"), board.reports().nights());
    }

    @Test
    void aRestartAfterwardsRepeatsNothing() throws IOException {
        lookAt(OVER);
        duty = duty();
        lookAt(OVER.plusSeconds(60));
        assertEquals(2, board.server.submitted.size());
    }

    /** Killed after the mails were taken and before that was noted: the same keys again, which the queue knows. */
    @Test
    void aKillBetweenSendingAndNotingRepeatsTheSameKeys() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("reports/state.json"));
        lookAt(OVER);
        List<String> keys = List.copyOf(board.server.submitted.keySet());
        Files.write(folder.resolve("reports/state.json"), before);
        duty = duty();
        lookAt(OVER.plusSeconds(60));
        assertEquals(keys, List.copyOf(board.server.submitted.keySet()));
        lookAt(OVER.plus(Duration.ofDays(1)));
        assertEquals(4, board.server.submitted.size());
    }

    /** Killed after the report was made and before it was sent. */
    @Test
    void aKillBeforeSendingLosesNothing() throws IOException {
        board.server.refusal = Optional.of(new IllegalStateException("452 4.3.1 no room"));
        lookAt(OVER);
        assertTrue(duty.problems().getFirst().contains("452 4.3.1"), duty.problems()::toString);
        board.server.refusal = Optional.empty();
        duty = duty();
        lookAt(OVER.plusSeconds(60));
        assertEquals(2, board.server.submitted.size());
        assertEquals(List.of(), duty.problems());
    }

    @Test
    void aRefusedMailIsTriedAgainEveryFiveMinutes() throws IOException {
        board.server.refusal = Optional.of(new IllegalStateException("452 4.3.1 no room"));
        lookAt(OVER);
        board.server.refusal = Optional.empty();
        lookAt(OVER.plusSeconds(200));
        assertEquals(0, board.server.submitted.size());
        lookAt(OVER.plusSeconds(301));
        assertEquals(2, board.server.submitted.size());
    }

    @Test
    void aServerThatWasDownTellsLaterAndSaysSo() throws IOException {
        board.server.started = "2026-11-29T09:00:00Z";
        duty = duty();
        lookAt(Instant.parse("2026-11-29T09:00:30Z"));
        assertEquals(2, board.server.submitted.size());
        assertTrue(mail("anna@example.com").contains("was not running when the night ended"), mail("anna@example.com"));
    }

    @Test
    void severalNightsThatWereMissedAreOneReport() throws IOException {
        lookAt(OVER);
        duty = duty();
        lookAt(OVER.plus(Duration.ofDays(3)).plusSeconds(3600));
        assertEquals(4, board.server.submitted.size());
        MorningReport report = board.reports().report("").orElseThrow();
        assertEquals(OVER.toString(), report.from());
        assertEquals("2026-12-01", report.night());
    }

    @Test
    void whileTheClockCannotBeRightNothingIsTold() throws IOException {
        duty = new ReportDuty(board.reports(), OPERATORS, _ -> false);
        lookAt(OVER);
        assertEquals(0, board.server.submitted.size());
    }

    /** A clock that was two years ahead for an hour is no reason to be silent for two years. */
    @Test
    void aClockThatWasFarAheadSilencesNobody() throws IOException {
        lookAt(Instant.parse("2028-11-29T07:00:00Z"));
        int before = board.server.submitted.size();
        lookAt(OVER.minusSeconds(600));
        lookAt(OVER);
        assertEquals(before + 2, board.server.submitted.size());
    }

    @Test
    void aStateThatCannotBeReadBeginsAnew() throws IOException {
        Files.writeString(folder.resolve("reports/state.json"), "{\"told\":");
        duty = duty();
        lookAt(OVER.minusSeconds(60));
        lookAt(OVER);
        assertEquals(2, board.server.submitted.size());
    }

    @Test
    void aNodeThatDoesNotAnswerIsWaitedFor() throws IOException {
        board.late = true;
        lookAt(OVER);
        assertEquals(0, board.server.submitted.size());
        board.late = false;
        lookAt(OVER.plusSeconds(20));
        assertEquals(2, board.server.submitted.size());
    }

    @Test
    void aReportThatWaitsItselfIsNoNews() throws IOException {
        lookAt(OVER);
        MorningReport first = board.reports().report("").orElseThrow();
        assertFalse(first.missed().isEmpty());
        board.waitsOnly("albany", board.server.submitted.size() - 1);
        lookAt(OVER.plus(Duration.ofDays(1)));
        MorningReport second = board.reports().report("").orElseThrow();
        assertTrue(second.missed().stream().noneMatch(missed -> missed.site().equals("albany")), second::toString);
    }

    private static StatusEvent returned(String address) {
        return new StatusEvent.Expired(OVER, new EnvelopeId(QueueId.parse("1PNWW402F"), 0), Optional.empty(),
                Address.parse(address), Optional.empty());
    }

    private void opensUntil(Instant close) {
        board.routes().add(new Route("late", List.of(new DomainPattern.Exactly(new Domain("late.example.com"))),
                OpenTimes.of(new Interval(close.minusSeconds(600), close)), "late", "ip", new Transport.Maildir("x"), 2,
                Duration.ofMinutes(1), Duration.ofDays(5), AtClose.CUT, 240));
    }

    private String state() throws IOException {
        return Files.readString(folder.resolve("reports/state.json"));
    }

    /** A timetable that is changed after the report gives the night another end, and has it end twice. */
    @Test
    void afterItsReportNothingMoreIsToldOfANight() throws IOException {
        lookAt(OVER);
        board.returned.on(returned("a@b.example.com"));
        opensUntil(OVER.plusSeconds(7200));
        lookAt(OVER.plusSeconds(7300));
        assertEquals(2, board.server.submitted.size());
        assertEquals(OVER.toString(), board.reports().report("2026-11-28").orElseThrow().to());
        lookAt(OVER.plus(Duration.ofDays(1)));
        assertEquals(4, board.server.submitted.size());
        MorningReport next = board.reports().report("2026-11-29").orElseThrow();
        assertEquals(OVER.toString(), next.from());
        assertEquals(List.of("b.example.com"), next.returned().stream().map(MorningReport.Returned::domain).toList());
    }

    /** The queue still knows the keys of the nights that the wrong clock told of. */
    @Test
    void aClockThatWasSomeDaysAheadSilencesNoNight() throws IOException {
        lookAt(OVER.plus(Duration.ofDays(5)).plusSeconds(3600));
        int before = board.server.submitted.size();
        lookAt(OVER.minusSeconds(600));
        for (int night = 0; night <= 6; night++) {
            lookAt(OVER.plus(Duration.ofDays(night)));
            assertEquals(before + 2 * (night + 1), board.server.submitted.size(), "night " + night);
        }
        assertEquals(before + 14, board.server.submitted.values().stream()
                .flatMap(mail -> new String(mail, StandardCharsets.UTF_8).lines())
                .filter(line -> line.startsWith("Message-ID:")).distinct().count());
    }

    @Test
    void aClockThatWasHoursAheadRepeatsNothing() throws IOException {
        lookAt(OVER);
        lookAt(OVER.minusSeconds(7200));
        lookAt(OVER.plusSeconds(20));
        assertEquals(2, board.server.submitted.size());
        lookAt(OVER.plus(Duration.ofDays(1)));
        assertEquals(4, board.server.submitted.size());
    }

    @Test
    void whoIsRefusedForDaysKeepsNobodyElseFromTheNextReport() throws IOException {
        board.server.refused = "bert@example.com";
        for (int night = 0; night < 3; night++) {
            lookAt(OVER.plus(Duration.ofDays(night)));
            lookAt(OVER.plus(Duration.ofDays(night)).plusSeconds(400));
            assertEquals(night + 1, board.server.submitted.size());
        }
        assertEquals(OVER.plus(Duration.ofDays(1)).toString(), board.reports().report("").orElseThrow().from());
        assertEquals(
                List.of("the morning report for bert@example.com (2026-11-28, 2026-11-29, 2026-11-30) is not taken,"
                        + " and is tried again: 550 5.1.2 no route"),
                duty.problems());
        board.server.refused = "";
        duty = duty();
        lookAt(OVER.plus(Duration.ofDays(2)).plusSeconds(800));
        assertEquals(6, board.server.submitted.size());
        assertEquals(List.of(), duty.problems());
    }

    @Test
    void whoIsRefusedForWeeksIsOwedSevenNights() throws IOException {
        board.server.refused = "bert@example.com";
        for (int night = 0; night < 10; night++)
            lookAt(OVER.plus(Duration.ofDays(night)));
        board.server.refused = "";
        lookAt(OVER.plus(Duration.ofDays(9)).plusSeconds(400));
        assertEquals(10 + 7, board.server.submitted.size());
    }

    @Test
    void whatCameBackIsKeptWhileAReportWaits() throws IOException {
        board.late = true;
        board.returned.on(returned("a@b.example.com"));
        lookAt(OVER);
        assertTrue(state().contains("b.example.com"), state());
    }

    @Test
    void whatCouldNotBeKeptIsKeptWhenThereIsRoomAgain() throws IOException {
        Path full = Files.createDirectory(folder.resolve("reports/state.json.new"));
        board.returned.on(returned("a@b.example.com"));
        lookAt(OVER.minusSeconds(60));
        assertTrue(duty.problems().getFirst().contains("can't be made or noted now"), duty.problems()::toString);
        Files.delete(full);
        lookAt(OVER.minusSeconds(40));
        assertTrue(state().contains("b.example.com"), state());
        assertEquals(List.of(), duty.problems());
    }

    /** The disk is full after the report was written: it is told once what came back, however often it is tried. */
    @Test
    void whatCameBackIsToldOnceIfTheStateCannotBeWritten() throws IOException {
        board.returned.on(returned("a@b.example.com"));
        lookAt(OVER.minusSeconds(60));
        Path full = Files.createDirectory(folder.resolve("reports/state.json.new"));
        lookAt(OVER);
        lookAt(OVER.plusSeconds(20));
        board.returned.on(returned("a@b.example.com"));
        Files.delete(full);
        lookAt(OVER.plusSeconds(40));
        assertEquals(2, board.server.submitted.size());
        lookAt(OVER.plus(Duration.ofDays(1)));
        assertEquals(List.of(new MorningReport.Returned("b.example.com", 1, "time ran out")),
                board.reports().report("2026-11-29").orElseThrow().returned());
    }

    @Test
    void aClockThatIsSetBackKeepsNoReportFromBeingTriedAgain() throws IOException {
        board.server.refusal = Optional.of(new IllegalStateException("452 4.3.1 no room"));
        lookAt(OVER.plusSeconds(7200));
        board.server.refusal = Optional.empty();
        lookAt(OVER.plusSeconds(5600));
        assertEquals(2, board.server.submitted.size());
    }
}

package org.packetboat.app.web.book;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.forward.BusyServer;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;

/** Calls of past nights are remembered, whatever happened to the server meanwhile. */
class PastCallsTest {
    private static final Instant NIGHT = Instant.parse("2026-11-28T23:59:30.123456789Z");
    private static final int ALL = 1000;

    @TempDir
    Path folder;

    private PastCalls book(Instant started) {
        return new PastCalls(new CallFiles(folder), started);
    }

    private static void call(PastCalls book, String site, Instant end, String how) {
        book.on(new StatusEvent.SessionOpened(end.minusSeconds(60), site, "modem"));
        book.on(new StatusEvent.SessionEnded(end, site, "modem", Duration.ofSeconds(60), 1, 84_000, how,
                SessionFigures.NONE.withWire(16_000, 300)));
    }

    private static List<String> sites(PastCalls book, Instant from, Instant to) {
        return book.between(from, to, ALL).stream().map(PastCall::site).toList();
    }

    @Test
    void anotherNightIsThereAfterARestart() {
        try (PastCalls before = book(NIGHT.minusSeconds(3600))) {
            before.ask(answer -> answer.accept(List.of(new BusyServer("line-2", "boston", NIGHT))));
            call(before, "boston", NIGHT, "finished");
            call(before, "denver", NIGHT.plusSeconds(60), "unreached: 451 4.4.1 no\tcarrier");
        }
        try (PastCalls after = book(NIGHT.plus(Duration.ofDays(1)))) {
            List<PastCall> calls = after.between(NIGHT.minusSeconds(600), NIGHT.plusSeconds(600), ALL);
            assertEquals(List.of("boston", "denver"), calls.stream().map(PastCall::site).toList());
            assertEquals("line-2", calls.getFirst().row());
            assertEquals("modem", calls.getLast().row());
            assertEquals(16_300, calls.getFirst().wire());
            assertEquals(List.of(false, true), calls.stream().map(PastCall::failed).toList());
            assertEquals("unreached: 451 4.4.1 no carrier", calls.getLast().how());
            assertEquals(Optional.of(Instant.parse("2026-11-28T00:00:00Z")), after.begins());
        }
    }

    @Test
    void whatACallCostIsThereAfterARestart() {
        Money cost = new Money("EUR", 1_234_567);
        try (PastCalls before = book(NIGHT.minusSeconds(3600))) {
            call(before, "free", NIGHT, "finished");
            before.on(new StatusEvent.SessionEnded(NIGHT.plusSeconds(60), "boston", "modem",
                    Duration.ofSeconds(60), 1, 84_000, "finished", SessionFigures.NONE, Optional.of(cost)));
        }
        try (PastCalls after = book(NIGHT.plus(Duration.ofDays(1)))) {
            assertEquals(List.of(Optional.empty(), Optional.of(cost)),
                    after.between(NIGHT.minusSeconds(600), NIGHT.plusSeconds(600), ALL).stream().map(PastCall::charge)
                            .toList());
        }
    }

    /** It is in the file of the day in which it ended. */
    @Test
    void aCallOverMidnightIsFoundByItsBeginning() {
        try (PastCalls before = book(NIGHT.minusSeconds(3600))) {
            call(before, "boston", NIGHT.plusSeconds(45), "finished");
        }
        try (PastCalls after = book(NIGHT.plus(Duration.ofDays(1)))) {
            assertEquals(List.of("boston"), sites(after, NIGHT.minusSeconds(20), NIGHT));
            assertEquals(List.of(), sites(after, NIGHT.minusSeconds(200), NIGHT.minusSeconds(100)));
        }
    }

    /** However many calls there were with others since. */
    @Test
    void theLastOfASiteAreFound() {
        try (PastCalls before = book(NIGHT.minusSeconds(3600))) {
            call(before, "boston", NIGHT, "finished");
            for (int i = 1; i <= 5; i++)
                call(before, "denver", NIGHT.plusSeconds(60 * i), "finished");
        }
        try (PastCalls after = book(NIGHT.plus(Duration.ofDays(1)))) {
            assertEquals(List.of("boston"), after.between(NIGHT.minusSeconds(600), NIGHT.plusSeconds(600), 2,
                    call -> call.site().equals("boston")).stream().map(PastCall::site).toList());
        }
    }

    /** The clock was put back after the start: what is in memory is in the file of a time before the start, too. */
    @Test
    void noCallIsThereTwice() {
        try (PastCalls book = book(NIGHT.plus(Duration.ofHours(5)))) {
            call(book, "boston", NIGHT, "finished");
            await().until(() -> Files.exists(folder.resolve("2026-11-28.tsv")));
            assertEquals(List.of("boston"), sites(book, NIGHT.minusSeconds(600), NIGHT.plusSeconds(600)));
        }
    }

    @Test
    void halfALineIsLeftOut() throws IOException {
        try (PastCalls before = book(NIGHT)) {
            call(before, "boston", NIGHT, "finished");
        }
        Path file = folder.resolve("2026-11-28.tsv");
        Files.writeString(file, Files.readString(file) + "1795995065186\t17959950");
        try (PastCalls after = book(NIGHT.plus(Duration.ofDays(1)))) {
            assertEquals(List.of("boston"), sites(after, NIGHT.minusSeconds(600), NIGHT.plusSeconds(600)));
        }
    }

    /** A full disk, a kill: half a line, that ends in the middle of a letter. */
    @Test
    void aCallBehindHalfALineIsFound() throws IOException {
        Path file = folder.resolve("2026-11-28.tsv");
        Files.write(file, new byte[]{'1', '7', '\t', (byte) 0xc3});
        try (PastCalls before = book(NIGHT)) {
            call(before, "boston", NIGHT, "finished");
            call(before, "denver", NIGHT.plusSeconds(1), "finished");
        }
        try (PastCalls after = book(NIGHT.plus(Duration.ofDays(1)))) {
            assertEquals(List.of("boston", "denver"),
                    sites(after, NIGHT.minusSeconds(600), NIGHT.plusSeconds(600)));
        }
    }

    @Test
    void aMissedWindowFails() {
        try (PastCalls book = book(NIGHT)) {
            book.on(new StatusEvent.WindowMissed(NIGHT, "boston", 3, Optional.of(new Reply(451, "4.4.1", "busy"))));
            PastCall missed = book.between(NIGHT.minusSeconds(1), NIGHT.plusSeconds(1), ALL).getFirst();
            assertTrue(missed.failed());
            assertEquals(3, missed.envelopes());
            assertEquals("451 4.4.1 busy", missed.how());
        }
    }

    @Test
    void sixtyDaysAreKept() throws IOException {
        LocalDate last = LocalDate.parse("2026-11-27");
        for (int i = 0; i < 60; i++)
            Files.writeString(folder.resolve(last.minusDays(i) + ".tsv"), "");
        Files.writeString(folder.resolve("notes.txt"), "not ours");
        try (PastCalls book = book(NIGHT)) {
            call(book, "boston", NIGHT, "finished");
        }
        assertFalse(Files.exists(folder.resolve(last.minusDays(59) + ".tsv")));
        assertTrue(Files.exists(folder.resolve(last.minusDays(58) + ".tsv")));
        assertTrue(Files.exists(folder.resolve("notes.txt")));
    }

    /** Somebody made a file where the folder should be: calls go on, and those of this run are known. */
    @Test
    void whereNothingCanBeWrittenCallsGoOn() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (PastCalls book = new PastCalls(new CallFiles(file), NIGHT.minusSeconds(600))) {
            call(book, "boston", NIGHT, "finished");
            assertEquals(List.of("boston"), sites(book, NIGHT.minusSeconds(600), NIGHT.plusSeconds(600)));
            assertEquals(Optional.empty(), book.begins());
        }
    }

    /** A day had more of them than are asked for. */
    @Test
    void theLastOfADayAreFound() {
        try (PastCalls before = book(NIGHT.minusSeconds(3600))) {
            for (int i = 0; i < 5; i++)
                call(before, "site-" + i, NIGHT.minusSeconds(50 - i), "finished");
        }
        try (PastCalls after = book(NIGHT.plus(Duration.ofDays(1)))) {
            List<PastCall> last = after.between(NIGHT.minusSeconds(600), NIGHT, 2);
            assertEquals(List.of("site-3", "site-4"), last.stream().map(PastCall::site).toList());
        }
    }
}

package org.packetboat.connectors.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;

/** Each event counts once, whatever happens to the machine. */
class UsageBookTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");

    @TempDir
    private Path folder;
    private long number = 100;

    private UsageBook book() throws IOException {
        return new UsageBook(folder, ZoneOffset.UTC, 3, at -> at.isAfter(Instant.parse("2026-01-01T00:00:00Z")));
    }

    private NumberedEvent event(StatusEvent event) {
        return new NumberedEvent(number++, event);
    }

    private NumberedEvent accepted(Instant at, String from, String origin, long size) {
        return event(new StatusEvent.Accepted(at, new Message(new QueueId(number), at,
                from.isEmpty() ? Optional.empty() : Optional.of(Address.parse(from)), size, false, false,
                ReturnContent.FULL, Optional.empty(), Optional.of("monday"), origin),
                List.of(new Domain("a.example")), 2));
    }

    private NumberedEvent delivered(Instant at, String site) {
        return event(new StatusEvent.Delivered(at, new EnvelopeId(new QueueId(number), 0), Optional.empty(), site,
                Address.parse("ann@a.example"), OK, Duration.ZERO));
    }

    private NumberedEvent called(Instant at, String site, long micros) {
        return event(new StatusEvent.SessionEnded(at, site, "line", Duration.ofSeconds(90), 1, 500, "done",
                SessionFigures.NONE, Optional.of(new Money("EUR", micros))));
    }

    private static Map<UsageKey, UsageTotals> day(UsageBook book, String day) throws IOException {
        return book.rows(day);
    }

    @Test
    void countsWhatCameInWhatBecameOfItAndCalls() throws IOException {
        UsageBook book = book();
        book.add(List.of(accepted(NOON, "s@x.example", "smtp:bob@192.0.2.7", 500),
                accepted(NOON, "s@x.example", "smtp:bob@example.com@192.0.2.7", 1),
                accepted(NOON, "", "uucp:denver", 7), accepted(NOON, "s@x.example", "smtp:bob@192.0.2.7", 500),
                delivered(NOON, "denver"), called(NOON, "denver", 120_000), called(NOON, "denver", 80_000)));
        assertEquals(Map.of(
                new UsageKey("s@x.example", "bob", "", "monday", ""),
                new UsageTotals(2, 1000, 4, 0, 0, 0, 0, 0, 0, 0),
                new UsageKey("s@x.example", "bob@example.com", "", "monday", ""),
                new UsageTotals(1, 1, 2, 0, 0, 0, 0, 0, 0, 0),
                new UsageKey("<>", "", "", "monday", ""), new UsageTotals(1, 7, 2, 0, 0, 0, 0, 0, 0, 0),
                new UsageKey("", "", "denver", "", ""), new UsageTotals(0, 0, 0, 1, 0, 0, 0, 0, 0, 0),
                new UsageKey("", "", "denver", "", "EUR"), new UsageTotals(0, 0, 0, 0, 0, 0, 2, 180_000, 0, 200_000)),
                day(book, "2026-12-01"));
    }

    @Test
    void copiesOfAJournalAreNotCounted() throws IOException {
        UsageBook book = book();
        book.add(List.of(accepted(NOON, "", Message.JOURNAL, 500)));
        assertEquals(List.of(), book.days());
    }

    @Test
    void eventsThatComeAgainCountOnce() throws IOException {
        List<NumberedEvent> first = List.of(delivered(NOON, "a"), delivered(NOON.plusSeconds(86_400), "a"));
        book().add(first);
        UsageBook restarted = book();
        restarted.add(first);
        List<NumberedEvent> more = new ArrayList<>(first);
        more.add(delivered(NOON, "a"));
        restarted.add(more);
        assertEquals(2, delivered(restarted, "2026-12-01"));
        assertEquals(1, delivered(restarted, "2026-12-02"));
        assertEquals(2, delivered(book(), "2026-12-01"));
    }

    private static long delivered(UsageBook book, String day) throws IOException {
        return day(book, day).values().stream().mapToLong(UsageTotals::delivered).sum();
    }

    /** The power fails at each byte of what is written: then the same events come again. */
    @Test
    void whateverIsCutOffCountsOnce() throws IOException {
        book().add(List.of(delivered(NOON, "a"), delivered(NOON, "b")));
        Path file = folder.resolve("2026-12-01.usage");
        byte[] before = Files.readAllBytes(file);
        List<NumberedEvent> more = List.of(delivered(NOON, "a"), delivered(NOON, "c"));
        book().add(more);
        byte[] after = Files.readAllBytes(file);
        assertTrue(after.length > before.length);
        for (int cut = before.length; cut <= after.length; cut++) {
            Files.write(file, Arrays.copyOf(after, cut));
            UsageBook book = book();
            book.add(more);
            assertEquals(4, delivered(book, "2026-12-01"), "cut at " + cut);
            assertEquals(4, delivered(book(), "2026-12-01"), "cut at " + cut);
        }
    }

    @Test
    void bytesThatWereNeverSyncedCountForNothing() throws IOException {
        book().add(List.of(delivered(NOON, "a")));
        Files.write(folder.resolve("2026-12-01.usage"), new byte[300], StandardOpenOption.APPEND);
        UsageBook book = book();
        book.add(List.of(delivered(NOON, "a")));
        assertEquals(2, delivered(book(), "2026-12-01"));
    }

    @Test
    void diskThatTakesNothingLosesNothing() throws IOException {
        UsageBook book = book();
        book.add(List.of(delivered(NOON, "a")));
        List<NumberedEvent> more = List.of(delivered(NOON, "a"), delivered(NOON.plusSeconds(86_400), "a"));
        Path blocked = Files.createDirectory(folder.resolve("2026-12-02.usage"));
        assertThrows(IOException.class, () -> book.add(more));
        Files.delete(blocked);
        book.add(more);
        assertEquals(List.of(2L, 1L), List.of(delivered(book, "2026-12-01"), delivered(book, "2026-12-02")));
    }

    @Test
    void oldDaysGo() throws IOException {
        UsageBook book = book();
        for (int day = 0; day < 5; day++)
            book.add(List.of(delivered(NOON.plus(Duration.ofDays(day)), "a")));
        assertEquals(List.of("2026-12-03", "2026-12-04", "2026-12-05"), book.days());
    }

    @Test
    void dayIsThatOfItsZoneAndUnknownWhileTheClockCantBeRight() throws IOException {
        UsageBook book = new UsageBook(folder, ZoneId.of("Pacific/Auckland"), 3,
                at -> at.isAfter(Instant.parse("2026-01-01T00:00:00Z")));
        book.add(List.of(delivered(NOON, "a"), delivered(Instant.EPOCH, "a")));
        assertEquals(List.of("2026-12-02", "unknown"), book.days());
    }

    @Test
    void clockThatOnceShowsADayToComeTakesNoDaysAway() throws IOException {
        UsageBook book = book();
        book.add(List.of(delivered(NOON, "a"), delivered(NOON.plus(Duration.ofDays(1)), "a")));
        book.add(List.of(delivered(NOON.plus(Duration.ofDays(1000)), "a")));
        assertEquals(List.of("2026-12-01", "2026-12-02", "2029-08-27"), book.days());
    }

    @Test
    void fileIsWrittenAnewBeforeItGrowsForEver() throws IOException {
        UsageBook book = book();
        for (int i = 0; i < 30_000; i += 1000)
            book.add(Stream.generate(() -> delivered(NOON, "site" + number % 500)).limit(1000).toList());
        assertEquals(30_000, delivered(book, "2026-12-01"));
        long lines = Files.readAllLines(folder.resolve("2026-12-01.usage")).size();
        assertTrue(lines < 12_500, lines + " lines");
        assertEquals(30_000, delivered(book(), "2026-12-01"));
    }

    @Test
    void tooManyShareARow() throws IOException {
        UsageBook book = book();
        int all = UsageDay.MOST + 10;
        book.add(Stream.generate(() -> accepted(NOON, "s" + number + "@x.example", "submit", 1)).limit(all).toList());
        Map<UsageKey, UsageTotals> rows = day(book, "2026-12-01");
        assertEquals(UsageDay.MOST + 1, rows.size());
        assertEquals(10, rows.get(new UsageKey("(others)", "", "", "monday", "")).messages());
    }

    private void strangersFillTheirRows(UsageBook book) throws IOException {
        book.add(Stream.generate(() -> accepted(NOON, "s" + number + "@x.example", "smtp:192.0.2.7", 1))
                .limit(UsageDay.MOST + 10).toList());
    }

    /** Whoever sends from outside names himself as he likes; who has logged in and where mail goes is known. */
    @Test
    void strangersTakeNoRowsOfLoginsAndSites() throws IOException {
        strangersFillTheirRows(book());
        UsageBook book = book();
        book.add(List.of(accepted(NOON, "bob@example.com", "smtp:bob@192.0.2.7", 500), delivered(NOON, "denver"),
                called(NOON, "denver", 1)));
        Map<UsageKey, UsageTotals> rows = day(book, "2026-12-01");
        assertEquals(1, rows.get(new UsageKey("bob@example.com", "bob", "", "monday", "")).messages());
        assertEquals(1, rows.get(new UsageKey("", "", "denver", "", "")).delivered());
        assertEquals(1, rows.get(new UsageKey("", "", "denver", "", "EUR")).calls());
    }

    /** One client with a program gone wild. */
    @Test
    void sendersOfALoginAreAddedUpUnderTheLogin() throws IOException {
        UsageBook book = book();
        book.add(Stream.generate(() -> accepted(NOON, "s" + number + "@x.example", "smtp:shop@192.0.2.7", 1))
                .limit(UsageDay.MOST + 10).toList());
        book.add(List.of(accepted(NOON, "bob@example.com", "smtp:bob@192.0.2.7", 500)));
        Map<UsageKey, UsageTotals> rows = day(book, "2026-12-01");
        assertEquals(10, rows.get(new UsageKey("(others)", "shop", "", "monday", "")).messages());
        assertEquals(1, rows.get(new UsageKey("(others)", "bob", "", "monday", "")).messages());
    }
}

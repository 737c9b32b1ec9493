package org.packetboat.app.web.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.web.api.Api;

/** What was written down is read again, whatever became of the line after it. */
class AuditBookTest {
    private static final Instant NOW = Instant.parse("2026-11-29T23:00:00Z");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("audit.jsonl");
    }

    private AuditBook book() {
        return Api.audit(file());
    }

    private static void act(AuditBook book, String target, String note) throws IOException {
        book.answered(book.asked(NOW, "anna", "::1", "hold", target, note), "held");
    }

    private List<String> targets() {
        return book().latest(500).stream().map(AuditEntry::target).toList();
    }

    /** A power cut leaves the beginning of a line; so does a disk that is full. */
    @Test
    void whatFollowsHalfALineIsNotLost() throws IOException {
        act(book(), "albany", "storm");
        Files.writeString(file(), "{\"id\":\"half", StandardOpenOption.APPEND);
        book().asked(NOW, "anna", "::1", "delete", "boston", "it was asked for, and the server ended");
        assertEquals(List.of("boston", "albany"), targets());
    }

    @Test
    void halfACharacterEndsNothing() throws IOException {
        act(book(), "albany", "storm");
        byte[] half = "{\"note\":\"für".getBytes(StandardCharsets.UTF_8);
        Files.write(file(), Arrays.copyOf(half, half.length - 2), StandardOpenOption.APPEND);
        Files.writeString(file(), "\n", StandardOpenOption.APPEND);
        act(book(), "boston", "storm");
        assertEquals(List.of("boston", "albany"), targets());
    }

    @Test
    void theFileBeforeIsReadToo() throws IOException {
        act(book(), "albany", "storm");
        Files.move(file(), folder.resolve("audit.1.jsonl"));
        act(book(), "boston", "storm");
        assertEquals(List.of("boston", "albany"), targets());
    }

    /** Files of 4 MB: the second is begun by the first entry that finds the first one full. */
    @Test
    void twoFilesAreKept() throws IOException {
        act(book(), "albany", "storm");
        Files.writeString(file(), "x".repeat(1 << 10) + "\n", StandardOpenOption.APPEND);
        String filler = ("y".repeat(1 << 20) + "\n").repeat(4);
        Files.writeString(file(), filler, StandardOpenOption.APPEND);
        act(book(), "boston", "storm");
        assertEquals(List.of("boston", "albany"), targets());
        assertEquals(2, Files.readAllLines(file()).size());
    }

    @Test
    void whatCannotBeWrittenIsToldAndLeavesNothing() throws IOException {
        Files.createDirectories(file());
        assertThrows(IOException.class, () -> act(book(), "albany", "storm"));
        assertEquals(List.of(), targets());
    }
}

package org.packetboat.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log takes no more of the disk than it may, and loses no line but the oldest. */
class RotatedFileTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("log").resolve("packetboat.log");
    }

    private static void write(RotatedFile log, String... lines) throws IOException {
        for (String line : lines)
            log.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private List<String> lines(String suffix) throws IOException {
        return Files.readAllLines(file().resolveSibling(file().getFileName() + suffix));
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(file().getParent())) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void fullFilesAreNumberedAndTheOldestGoes() throws IOException {
        try (RotatedFile log = new RotatedFile(file(), 10, 3)) {
            write(log, "1234", "1234", "b", "1234567", "c123456789012345", "d");
        }
        assertEquals(List.of("d"), lines(""));
        assertEquals(List.of("c123456789012345"), lines(".1"));
        assertEquals(List.of("b", "1234567"), lines(".2"));
        assertEquals(List.of("packetboat.log", "packetboat.log.1", "packetboat.log.2"), names());
    }

    @Test
    void oneFileIsBegunAnew() throws IOException {
        try (RotatedFile log = new RotatedFile(file(), 4, 1)) {
            write(log, "one", "two");
        }
        assertEquals(List.of("two"), lines(""));
        assertEquals(List.of("packetboat.log"), names());
    }

    @Test
    void aRestartGoesOnInTheSameFile() throws IOException {
        try (RotatedFile log = new RotatedFile(file(), 8, 3)) {
            write(log, "one");
        }
        try (RotatedFile log = new RotatedFile(file(), 8, 3)) {
            write(log, "two", "three");
        }
        assertEquals(List.of("one", "two"), lines(".1"));
        assertEquals(List.of("three"), lines(""));
    }

    /** As logrotate does it, or a person who makes room. */
    @Test
    void aFileThatWasMovedOrDeletedIsMadeAgain() throws IOException {
        try (RotatedFile log = new RotatedFile(file(), 1000, 3)) {
            write(log, "one");
            Files.move(file(), file().resolveSibling("old"));
            write(log, "two");
            Files.delete(file());
            write(log, "three");
        }
        assertEquals(List.of("one"), Files.readAllLines(file().resolveSibling("old")));
        assertEquals(List.of("three"), lines(""));
    }

    /** Something of that name can't be replaced: lines go on, in a file that grows. */
    @Test
    void whatCantBeRenamedGoesOn() throws IOException {
        try (RotatedFile log = new RotatedFile(file(), 4, 2)) {
            Files.createDirectories(file().resolveSibling("packetboat.log.1").resolve("in the way"));
            write(log, "one", "two", "three");
        }
        assertEquals(List.of("one", "two", "three"), lines(""));
    }

    @Test
    void whatCantBeWrittenIsSaidAtOnce() throws IOException {
        Files.writeString(folder.resolve("log"), "a file where the folder should be");
        assertThrows(IOException.class, () -> new RotatedFile(file(), 1000, 3));
    }
}

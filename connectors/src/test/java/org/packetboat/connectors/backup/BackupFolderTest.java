package org.packetboat.connectors.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator counts on in a folder of backups, whatever happened to it. */
class BackupFolderTest {
    private static final Instant AT = Instant.parse("2026-11-30T03:00:00Z");
    private static final long US = 0x1a2b;
    private static final LongPredicate ONLY_US = epoch -> epoch == US;

    @TempDir
    Path folder;
    private Path data;
    private Path backups;
    private BackupFolder there;

    @BeforeEach
    void folders() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        backups = folder.resolve("backups");
        there = new BackupFolder(backups);
    }

    private static Generation.Origin origin(long epoch) {
        return new Generation.Origin("hub.example.com", epoch, AT, "0.2.0");
    }

    private void file(String name, String content) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private BackupWriter writer() throws IOException {
        return new BackupWriter(backups, origin(US), ONLY_US);
    }

    private BackupWriter.Done backUp(int keep) throws IOException {
        try (BackupWriter writer = writer()) {
            addAll(writer);
            return writer.finish(keep);
        }
    }

    private void addAll(BackupWriter writer) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList())
                writer.add(file, data.relativize(file).toString());
        }
    }

    private Map<String, String> restored(long number) throws IOException {
        Path to = Files.createTempDirectory(folder, "restored");
        new BackupReader(there).restore(there.read(number), to);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(to)) {
            for (Path file : all.filter(Files::isRegularFile).toList())
                files.put(to.relativize(file).toString(), Files.readString(file));
        }
        return files;
    }

    private Path object(long number, String path) throws IOException {
        return there.object(there.read(number).files().stream().filter(f -> f.path().equals(path)).findFirst()
                .orElseThrow().digest());
    }

    @Test
    void everyGenerationGivesBackWhatWasThereThen() throws IOException {
        file("queue/1.sst", "one");
        file("log", "a");
        backUp(9);
        file("log", "ab");
        file("queue/2.sst", "two");
        backUp(9);
        assertEquals(Map.of("queue/1.sst", "one", "log", "a"), restored(1));
        assertEquals(Map.of("queue/1.sst", "one", "queue/2.sst", "two", "log", "ab"), restored(2));
        assertEquals(List.of(), new BackupReader(there).damage(there.read(2)));
    }

    @Test
    void onlyWhatHasChangedIsCopiedAgain() throws IOException {
        file("queue/1.sst", "0123456789");
        assertEquals(10, backUp(9).copied());
        file("queue/2.sst", "abc");
        assertEquals(3, backUp(9).copied());
        assertEquals(0, backUp(9).copied());
    }

    @Test
    void aFileOfTheSameLengthThatWasChangedIsCopied() throws IOException {
        file("history.tsv", "old");
        backUp(9);
        file("history.tsv", "new");
        Files.setLastModifiedTime(data.resolve("history.tsv"), FileTime.from(AT));
        backUp(9);
        assertEquals("old", restored(1).get("history.tsv"));
        assertEquals("new", restored(2).get("history.tsv"));
    }

    @Test
    void theOldestGoWithTheBytesThatNobodyElseNeeds() throws IOException {
        file("kept", "kept");
        for (String content : List.of("one", "two!", "three")) {
            file("log", content);
            backUp(2);
        }
        assertEquals(List.of(2L, 3L), there.numbers());
        assertEquals(3, there.allObjects().size());
        assertEquals(Map.of("kept", "kept", "log", "two!"), restored(2));
    }

    @Test
    void killedBeforeItCountedItChangesNothingAndTheNextOneGoesOn() throws IOException {
        file("log", "one");
        backUp(9);
        file("log", "two!");
        file("more", "more");
        try (BackupWriter killed = writer()) {
            addAll(killed);
        }
        Files.writeString(backups.resolve("unfinished"), "half a fi");
        assertEquals(List.of(1L), there.numbers());
        assertEquals(Map.of("log", "one"), restored(1));
        BackupWriter.Done next = backUp(1);
        assertEquals(2, next.generation().number());
        assertEquals(Map.of("log", "two!", "more", "more"), restored(2));
        assertEquals(2, there.allObjects().size());
    }

    @Test
    void bytesThatWereDamagedInTheFolderAreWrittenAnew() throws IOException {
        file("queue/1.sst", "0123456789");
        backUp(9);
        Files.writeString(object(1, "queue/1.sst"), "0123x56789");
        BackupWriter.Done next = backUp(9);
        assertEquals(1, next.mended().size(), next.mended()::toString);
        assertEquals("0123456789", restored(1).get("queue/1.sst"));
        assertEquals("0123456789", restored(2).get("queue/1.sst"));
    }

    @Test
    void bytesThatAreDamagedOrMissingAreNeverRestored() throws IOException {
        file("queue/1.sst", "0123456789");
        backUp(9);
        Files.writeString(object(1, "queue/1.sst"), "01234");
        assertEquals(1, new BackupReader(there).damage(there.read(1)).size());
        assertThrows(DamagedBackupException.class, () -> restored(1));
        Files.delete(object(1, "queue/1.sst"));
        assertEquals(1, new BackupReader(there).damage(there.read(1)).size());
        assertThrows(DamagedBackupException.class, () -> restored(1));
    }

    @Test
    void aGenerationThatWasCutOffOrChangedIsNotTakenForAnother() throws IOException {
        file("log", "one");
        backUp(9);
        file("log", "two!");
        backUp(9);
        byte[] text = Files.readAllBytes(there.generation(2));
        for (int length = 0; length < text.length; length++) {
            Files.write(there.generation(2), java.util.Arrays.copyOf(text, length));
            assertThrows(DamagedBackupException.class, () -> there.read(2));
            assertEquals(1, there.newest().orElseThrow().number());
        }
        text[text.length / 2] ^= 1;
        Files.write(there.generation(2), text);
        assertThrows(DamagedBackupException.class, () -> there.read(2));
    }

    @Test
    void whileAGenerationCantBeReadNoBytesAreDeleted() throws IOException {
        file("log", "one");
        backUp(9);
        byte[] good = Files.readAllBytes(there.generation(1));
        Files.writeString(there.generation(1), "torn");
        file("log", "two!");
        assertEquals(1, backUp(9).mended().size());
        Files.write(there.generation(1), good);
        assertEquals("one", restored(1).get("log"));
    }

    @Test
    void twoCantWriteAtOnce() throws IOException {
        try (BackupWriter _ = writer()) {
            IOException refused = assertThrows(IOException.class, this::writer);
            assertTrue(refused.getMessage().contains("another backup is being written"), refused::getMessage);
        }
        backUp(9);
    }

    @Test
    void aFolderOfAnotherServerIsRefusedAndLeftAlone() throws IOException {
        file("log", "one");
        backUp(9);
        IOException refused = assertThrows(IOException.class,
                () -> new BackupWriter(backups, origin(7), epoch -> epoch == 7));
        assertTrue(refused.getMessage().contains("another data folder, of hub.example.com"), refused::getMessage);
        assertEquals(List.of(1L), there.numbers());
        backUp(9);
    }

    @Test
    void theRestoredServerGoesOnInTheFolderAndTheOldOneNotices() throws IOException {
        file("log", "one");
        backUp(9);
        there.note(new BackupFolder.Restored(9, US, AT, "other:/var/lib/packetboat"));
        IOException refused = assertThrows(IOException.class, this::writer);
        assertTrue(refused.getMessage().contains("two servers with the same mail"), refused::getMessage);
        assertTrue(refused.getMessage().contains("other:/var/lib/packetboat"), refused::getMessage);
        try (BackupWriter restored = new BackupWriter(backups, origin(9), epoch -> epoch == 9 || epoch == US)) {
            addAll(restored);
            assertEquals(2, restored.finish(9).generation().number());
        }
        Files.delete(backups.resolve("restored/9"));
        assertThrows(IOException.class, this::writer, "the restored one has taken the folder over");
    }

    @Test
    void aHalfWrittenNoteOfARestorationCountsForAnyone() throws IOException {
        file("log", "one");
        backUp(9);
        Files.createDirectories(backups.resolve("restored"));
        Files.writeString(backups.resolve("restored/9"), "1a");
        assertEquals(1, there.restored().size());
        assertEquals(9, there.restored().getFirst().epoch());
    }

    @Test
    void pathsThatLeadOutOfTheFolderAreNone() {
        String digest = "0".repeat(64);
        for (String path : List.of("../x", "/etc/passwd", "a/../../x", "", "a/./b", "a\nb"))
            assertThrows(IllegalArgumentException.class, () -> new StoredFile(path, 1, 1, digest), path);
        assertThrows(IllegalArgumentException.class, () -> new StoredFile("a", 1, 1, "../../x"));
        assertFalse(new StoredFile("a/b c", 1, 1, digest).path().isEmpty());
    }

    @Test
    void aFileIsTakenUpToTheEndThatItHadWhenItWasAdded() throws IOException {
        file("log", "one\n");
        try (BackupWriter writer = writer()) {
            addAll(writer);
            Files.writeString(data.resolve("log"), "one\ntwo\n");
            writer.finish(9);
        }
        assertEquals("one\n", restored(1).get("log"));
    }
}

package org.packetboat.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.protocols.bundle.content.ContentName;
import org.packetboat.protocols.bundle.history.History;
import org.packetboat.protocols.bundle.history.MemoryHistory;

/** What is remembered, in memory and in files. */
final class BundleHistoryTest {
    @TempDir
    Path folder;

    private static byte[] content(int number) {
        byte[] content = new byte[1000];
        content[0] = (byte) number;
        return content;
    }

    private static void dropsTheOldest(History history) {
        for (int i = 0; i < 5; i++)
            history.keep(content(i));
        history.keep(content(2));
        history.keep(new byte[4000]);
        assertEquals(List.of(ContentName.of(content(3)), ContentName.of(content(4)), ContentName.of(content(2))),
                history.names());
        assertArrayEquals(content(4), history.content(ContentName.of(content(4))).orElseThrow());
        assertEquals(Optional.empty(), history.content(ContentName.of(content(1))));
    }

    @Test
    void keepsTheNewestWithinItsCapacity() {
        dropsTheOldest(new MemoryHistory(3500));
        dropsTheOldest(new FileHistory(folder, 3500));
    }

    /** A file takes a block of the disk, and each content a sketch in memory: mails of a line would be without end. */
    @Test
    void keepsNoMoreThanSoManyHoweverSmall() throws IOException {
        for (int i = 0; i < FileHistory.MOST; i++)
            Files.write(folder.resolve(String.format("%012d-%016x", i, i)), new byte[1]);
        FileHistory history = new FileHistory(folder, 1 << 20);
        history.keep(content(1));
        assertEquals(FileHistory.MOST, history.names().size());
        assertEquals(ContentName.of(content(1)), history.names().getLast());
        assertEquals("0000000000000001", history.names().getFirst().hex());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(FileHistory.MOST, files.count());
        }
    }

    /** One of an earlier version, or whose end a kill prevented. */
    @Test
    void tooManyOfAnEarlierTimeGoWithTheNext() throws IOException {
        for (int i = 0; i < FileHistory.MOST + 100; i++)
            Files.write(folder.resolve(String.format("%012d-%016x", i, i)), new byte[1]);
        FileHistory history = new FileHistory(folder, 1 << 20);
        history.keep(content(1));
        assertEquals(FileHistory.MOST, history.names().size());
    }

    @Test
    void ofTwoFilesOfOneAgeOneIsKept() throws IOException {
        for (int i = 0; i < 2; i++)
            Files.write(folder.resolve(String.format("%012d-%016x", 7, i)), new byte[1]);
        assertEquals(1, new FileHistory(folder, 1 << 20).names().size());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void filesOutliveTheProgram() {
        new FileHistory(folder, 5000).keep(content(1));
        new FileHistory(folder, 5000).keep(content(2));
        FileHistory again = new FileHistory(folder, 5000);
        assertEquals(List.of(ContentName.of(content(1)), ContentName.of(content(2))), again.names());
        assertArrayEquals(content(1), again.content(ContentName.of(content(1))).orElseThrow());
    }

    @Test
    void damagedFileIsDropped() throws IOException {
        new FileHistory(folder, 5000).keep(content(1));
        try (Stream<Path> files = Files.list(folder)) {
            Files.write(files.findFirst().orElseThrow(), content(9));
        }
        FileHistory again = new FileHistory(folder, 5000);
        assertEquals(Optional.empty(), again.content(ContentName.of(content(1))));
        assertEquals(List.of(), again.names());
    }

    @Test
    void unfinishedFileIsNotRemembered() throws IOException {
        Files.write(Files.createDirectories(folder).resolve("unfinished"), content(1));
        assertEquals(List.of(), new FileHistory(folder, 5000).names());
    }
}

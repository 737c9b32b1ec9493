package org.packetboat.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose number stands in a data folder. */
class PidFileTest {
    private static final long OURS = ProcessHandle.current().pid();

    @TempDir
    Path folder;

    private PidFile file;

    @BeforeEach
    void makeFile() {
        file = new PidFile(folder);
    }

    @Test
    void processThatWroteItIsTheOne() throws Exception {
        file.write();
        assertEquals(Optional.of(OURS), file.running());
        assertEquals(OURS + "\n", Files.readString(folder.resolve("packetboat.pid")));
    }

    /** After a crash, or a start of the machine, some other process has the number. */
    @Test
    void anotherProcessOfThatNumberIsNot() throws Exception {
        file.write();
        Files.writeString(folder.resolve("packetboat.start"), "another boot 4711\n");
        assertEquals(Optional.empty(), file.running());
        file.write();
        // Not our parent: that may have started in the same hundredth of a second.
        Files.writeString(folder.resolve("packetboat.pid"), "1\n");
        assertEquals(Optional.empty(), file.running());
    }

    @Test
    void folderOfAnEarlierVersionHasTheNumberAlone() throws Exception {
        Files.writeString(folder.resolve("packetboat.pid"), OURS + "\n");
        assertEquals(Optional.of(OURS), file.running());
    }

    @Test
    void nothingIsLeftAfterADelete() throws Exception {
        file.write();
        file.delete();
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
        assertEquals(Optional.empty(), file.running());
    }
}

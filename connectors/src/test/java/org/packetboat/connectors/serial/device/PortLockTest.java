package org.packetboat.connectors.serial.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.serial.practice.Pty;

class PortLockTest {
    private static final Path PORT = Path.of("/dev/ttyS1");

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("LCK..ttyS1");
    }

    @Test
    void writesWhatOtherDialProgramsRead() throws IOException {
        PortLock.take(folder, PORT).orElseThrow();
        assertEquals("%10d\n".formatted(ProcessHandle.current().pid()), Files.readString(file()));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void isHeldByOne() throws IOException {
        PortLock mine = PortLock.take(folder, PORT).orElseThrow();
        assertTrue(PortLock.take(folder, PORT).isEmpty());
        mine.release();
        assertTrue(PortLock.take(folder, PORT).isPresent());
    }

    @Test
    void respectsALivingProcess() throws IOException {
        Files.writeString(file(), "%10d\n".formatted(1));
        assertTrue(PortLock.isTaken(folder, PORT));
        assertTrue(PortLock.take(folder, PORT).isEmpty());
        assertEquals("%10d\n".formatted(1), Files.readString(file()));
    }

    @Test
    void breaksTheLockOfADeadProcess() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.writeString(file(), "%10d\n".formatted(dead.pid()));
        assertFalse(PortLock.isTaken(folder, PORT));
        assertTrue(PortLock.take(folder, PORT).isPresent());
    }

    @Test
    void breaksOneOfOurOwnNumberThatIsFromBefore() throws IOException {
        Files.writeString(file(), "%10d\n".formatted(ProcessHandle.current().pid()));
        assertTrue(PortLock.take(folder, PORT).isPresent());
    }

    @Test
    void respectsALockItCannotRead() throws IOException {
        Files.writeString(file(), "???");
        assertTrue(PortLock.take(folder, PORT).isEmpty());
    }

    @Test
    void namesALockAfterThePortBehindALink() throws IOException {
        try (Pty pty = Pty.open()) {
            Path link = Files.createSymbolicLink(folder.resolve("modem"), pty.path());
            assertEquals("pts_" + pty.path().getFileName(), PortLock.name(link));
        }
    }
}

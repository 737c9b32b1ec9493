package org.packetboat.connectors.serial.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    private static long deadProcess() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        return dead.pid();
    }

    @Test
    void breaksTheLockOfADeadProgramThatWroteItsName() throws Exception {
        Files.writeString(file(), "%10d minicom root\n".formatted(deadProcess()));
        assertTrue(PortLock.take(folder, PORT).isPresent());
    }

    @Test
    void readsAProcessInFourBytes() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
        Files.write(file(), bytes.putInt(0, 1).array());
        assertTrue(PortLock.isTaken(folder, PORT));
        Files.write(file(), bytes.putInt(0, (int) deadProcess()).array());
        assertTrue(PortLock.take(folder, PORT).isPresent());
    }

    @Test
    void emptyLockThatIsJustBeingMadeIsRespected() throws IOException {
        Files.createFile(file());
        assertTrue(PortLock.isTaken(folder, PORT));
        assertTrue(PortLock.take(folder, PORT).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 86_400})
    void emptyLockThatWasForsakenIsBroken(long madeBy) throws IOException {
        Files.createFile(file());
        Files.setLastModifiedTime(file(), FileTime.from(Instant.now().plusSeconds(madeBy)));
        assertFalse(PortLock.isTaken(folder, PORT));
        assertTrue(PortLock.take(folder, PORT).isPresent());
    }

    @Test
    void namesFileAndProcess() throws IOException {
        Files.writeString(file(), "%10d\n".formatted(ProcessHandle.current().pid()));
        assertEquals(Optional.of("lock file " + file() + " of process " + ProcessHandle.current().pid() + ", java"),
                PortLock.holder(folder, PORT));
        Files.writeString(file(), "???");
        assertEquals(Optional.of("lock file " + file() + " without a process"), PortLock.holder(folder, PORT));
        Files.delete(file());
        assertEquals(Optional.empty(), PortLock.holder(folder, PORT));
    }
}

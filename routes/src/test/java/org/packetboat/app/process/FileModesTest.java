package org.packetboat.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileModesTest {
    @Test
    void nobodyElseMayReadUnlessAGroupIsLetIn() {
        assertEquals(077, FileModes.mask(Optional.empty()));
        assertEquals(027, FileModes.mask(Optional.of("027")));
        assertEquals(027, FileModes.mask(Optional.of("0027")));
    }

    @Test
    void whatIsNoUmaskIsSaid() {
        String said = assertThrows(IllegalArgumentException.class, () -> FileModes.mask(Optional.of("rw")))
                .getMessage();
        assertEquals("PACKETBOAT_UMASK is \"rw\"; expected three octal digits, such as 077 (nobody else may read the "
                + "mail) or 027 (the group may)", said);
    }

    @Test
    void aFolderOfEarlierDaysIsClosed(@TempDir Path folder) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        FileModes.makePrivate(data);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
    }

    @Test
    void knowsTheMaskOfThisProcess() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")));
        long fitting = IntStream.range(0, 512).filter(FileModes::isSet).count();
        assertEquals(1, fitting);
    }
}

package org.packetboat.app.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long listings are read a screen at a time, where there is a screen. */
class PagerTest {
    @TempDir
    private Path folder;

    @Test
    void onlyATerminalIsPaged() throws IOException {
        Path less = Files.createFile(folder.resolve("less"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Map<String, String> usual = Map.of("TERM", "xterm", "PATH", "/nowhere:" + folder);
        assertEquals(Optional.of(List.of(less.toString())), Pager.command(usual, true));
        assertEquals(Optional.empty(), Pager.command(usual, false));
        assertEquals(Optional.empty(), Pager.command(Map.of("PATH", folder.toString()), true));
        assertEquals(Optional.empty(), Pager.command(Map.of("TERM", "dumb", "PATH", folder.toString()), true));
        assertEquals(Optional.empty(), Pager.command(Map.of("TERM", "xterm", "PATH", "/nowhere"), true));
    }

    @Test
    void theUsersPagerIsTakenAndCatIsNone() {
        assertEquals(Optional.of(List.of("sh", "-c", "more -s")),
                Pager.command(Map.of("TERM", "xterm", "PAGER", "more -s"), true));
        for (String none : List.of("", "  ", "cat"))
            assertEquals(Optional.empty(), Pager.command(Map.of("TERM", "xterm", "PAGER", none), true), none);
    }

    @Test
    void itGetsAllAndIsWaitedFor() throws IOException {
        Path seen = folder.resolve("seen");
        try (Pager pager = Pager.start(List.of("sh", "-c", "cat > " + seen + "; echo ${LESS:+set} >> " + seen))
                .orElseThrow()) {
            pager.in().println("ny.example.com");
        }
        assertEquals(List.of("ny.example.com", "set"), Files.readAllLines(seen));
    }

    @Test
    void whoLeavesEarlyMissesTheRestAndNothingFails() {
        try (Pager pager = Pager.start(List.of("true")).orElseThrow()) {
            for (int line = 0; line < 100_000; line++)
                pager.in().println("domain " + line + ".example.com");
        }
    }

    @Test
    void aPagerThatIsNotThereIsNone() {
        assertEquals(Optional.empty(), Pager.start(List.of(folder.resolve("none").toString())));
    }
}

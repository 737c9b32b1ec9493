package org.packetboat.app.cli.shell;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

    /** Ctrl-C reaches a pager and this process; less takes it for a word to itself. */
    @Test
    @Timeout(120)
    void aProcessThatIsToldToEndShowsItsListingUntilThePagerIsLeft() throws Exception {
        Process listing = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), PagedListing.class.getName(), """
                        cd %s; trap '' TERM; read -r line; echo "$line" >seen; cat >>seen; echo all >got
                        while [ ! -e left ]; do sleep 0.1; done; kill -0 $PPID && echo waited >>seen
                        """.formatted(folder)).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile())
                .start();
        await().until(() -> Files.exists(folder.resolve("seen")) && Files.size(folder.resolve("seen")) > 0);
        listing.destroy();
        await().until(() -> Files.exists(folder.resolve("got")));
        assertFalse(listing.waitFor(3, TimeUnit.SECONDS), "it did not wait for the pager");
        Files.createFile(folder.resolve("left"));
        listing.waitFor();
        assertEquals(List.of("before", "after", "waited"), Files.readAllLines(folder.resolve("seen")),
                () -> folder.resolve("said").toString());
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

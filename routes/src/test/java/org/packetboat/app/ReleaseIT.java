package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.system.NotifySocket;

/** What bin/release makes: the same bytes twice, small enough, and it runs where it is unpacked or installed. */
class ReleaseIT {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final long MOST_BYTES = 90_000_000;
    private static final int MINUTES = 10;

    @TempDir
    private static Path made;

    @BeforeAll
    static void release() throws Exception {
        run(made, "bin/release", "--built", "--platform", platform(), "--output", made.toString());
    }

    private static String platform() {
        return System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
    }

    /** Runs a command at the top of the project. @return what it said */
    private static String run(Path scratch, String... command) throws Exception {
        Path said = Files.createTempFile(scratch, "said", ".log");
        ProcessBuilder process = new ProcessBuilder(command).directory(TOP.toFile()).redirectErrorStream(true)
                .redirectOutput(said.toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process started = process.start();
        assertTrue(started.waitFor(MINUTES, TimeUnit.MINUTES), String.join(" ", command));
        String text = Files.readString(said);
        Files.delete(said);
        assertEquals(0, started.exitValue(), text);
        return text;
    }

    private static Path only(String end) throws IOException {
        try (Stream<Path> files = Files.list(made)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(end)).toList();
            assertEquals(1, found.size(), found::toString);
            return found.getFirst();
        }
    }

    @Test
    void isSmall() throws Exception {
        for (String end : List.of(".tar.gz", ".deb"))
            assertTrue(Files.size(only(end)) <= MOST_BYTES, () -> end + " has more than " + MOST_BYTES + " bytes");
    }

    @Test
    void sameSourcesGiveTheSameBytes(@TempDir Path again) throws Exception {
        run(again, "bin/release", "--built", "--platform", platform(), "--output", again.toString());
        assertEquals(Files.readString(made.resolve("SHA256SUMS")), Files.readString(again.resolve("SHA256SUMS")));
    }

    @Test
    void archiveRunsWhereItIsUnpackedAndTellsTheServiceManager(@TempDir Path folder) throws Throwable {
        Path unpacked = Files.createDirectory(folder.resolve("a folder"));
        run(folder, "tar", "xzf", only(".tar.gz").toString(), "--strip-components=1", "-C", unpacked.toString());
        Home home = new Home(Files.createDirectory(folder.resolve("home"))).withUsualConfiguration("");
        Path socket = folder.resolve("notify");
        ProcessBuilder command = new ProcessBuilder(unpacked.resolve("bin/packetboat").toString(), "run", "--config",
                home.configuration().toString()).redirectErrorStream(true);
        command.environment().clear();
        command.environment().put("PATH", "/usr/bin:/bin");
        command.environment().put("NOTIFY_SOCKET", socket.toString());
        command.environment().put("WATCHDOG_USEC", "3000000");
        try (NotifySocket manager = new NotifySocket(socket, 60);
                ServerProcess server = ServerProcess.startBy(command, home.folder().resolve("server.log"))) {
            assertEquals("READY=1", manager.next());
            assertEquals("WATCHDOG=1", manager.next());
            assertEquals("WATCHDOG=1", manager.next());
            assertTrue(Files.exists(unpacked.resolve("packetboat.aot")), server::log);
            String status = run(folder, unpacked.resolve("bin/packetboat").toString(), "status", "--config",
                    home.configuration().toString());
            assertTrue(status.contains("hub.example.com"), status);
            server.stop();
            String last = manager.next();
            while (last.equals("WATCHDOG=1"))
                last = manager.next();
            assertEquals("STOPPING=1", last);
        }
    }

    /** In a file system that is this machine's to look at, and whose changes are gone afterwards. */
    @Test
    void packageIsInstalledUpgradedAndRemovedAndTheQueueStays(@TempDir Path folder) throws Exception {
        boolean possible = run(folder, "sh", "-c",
                "[ $(id -u) = 0 ] && command -v dpkg >/dev/null && unshare -m true && echo yes || echo no")
                .contains("yes");
        if (!possible) System.err.println("SKIPPED: the .deb can be installed by root on Debian only");
        assumeTrue(possible);
        Path script = folder.resolve("try-package");
        try (var resource = ReleaseIT.class.getResourceAsStream("try-package")) {
            Files.copy(resource, script);
        }
        String said = run(folder, "unshare", "-m", "bash", script.toString(), only(".deb").toString(),
                folder.toString());
        assertTrue(said.endsWith("all is well\n"), said);
    }
}

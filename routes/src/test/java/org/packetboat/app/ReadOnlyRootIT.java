package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server as careful machines and containers run it: as a user that no file knows, with a read-only root and a /tmp
 * that is read-only and executes nothing. Its own folder alone can be written to. Needs root, and unshare and setpriv
 * of the package {@code util-linux}; what is mounted is gone with the process.
 */
class ReadOnlyRootIT {
    private static final int STRANGER = 10_001;
    /** The server's folder, and that of its jars, which may lie where only root looks; then the command. */
    private static final String CONFINED = """
            set -e
            own=$0 program=$1; shift
            mount --make-rprivate /
            mount --bind "$program" "$own/program"
            mount -o remount,bind,ro /
            mount --bind /tmp /tmp
            mount -o remount,bind,ro,noexec,nosuid,nodev /tmp
            mount --bind "$own" "$own"
            mount -o remount,bind,rw,exec "$own"
            mount --bind "$program" "$own/program"
            cd "$own"
            exec setpriv --reuid STRANGER --regid STRANGER --clear-groups "$@"
            """.replace("STRANGER", Integer.toString(STRANGER));

    @TempDir
    Path folder;

    private ProcessBuilder confined(List<String> command) {
        List<String> all = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", CONFINED, folder.toString(),
                ServerProcess.PROGRAM.toString()));
        all.addAll(command);
        return new ProcessBuilder(all).redirectErrorStream(true);
    }

    @BeforeEach
    void canBeConfined() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("program"));
        List<String> look = List.of("sh", "-c", "id -u; touch /tmp/x /usr/x 2>/dev/null || echo read-only");
        Process tried = confined(look).start();
        List<String> said = tried.inputReader().lines().toList();
        boolean can = tried.waitFor() == 0 && said.equals(List.of(Integer.toString(STRANGER), "read-only"));
        if (!can) System.err.println("SKIPPED: ReadOnlyRootIT; MISSING: root and package util-linux");
        Assumptions.assumeTrue(can, () -> "nothing can be mounted here: " + said);
    }

    private void give() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList())
                Files.setAttribute(each, "unix:uid", STRANGER);
        }
    }

    @Test
    void mailComesInAndGoesOut() throws IOException {
        try (SmtpSink far = new SmtpSink(_ -> false)) {
            Home home = new Home(folder).withUsualConfiguration("").with("schedules/far.yaml",
                    "routes: [{ site: far, domains: [far.example], host: 127.0.0.1, port: %d }]\n"
                            .formatted(far.port()));
            give();
            List<String> command = new ArrayList<>(ServerProcess.program("run", "--config",
                    home.configuration().toString()));
            command.replaceAll(word -> word.replace(ServerProcess.PROGRAM.toString(),
                    folder.resolve("program").toString()));
            command.removeIf(word -> word.startsWith("-XX:AOTCache"));
            try (ServerProcess server = ServerProcess.startBy(confined(command), folder.resolve("server.log"));
                    SmtpTalk talk = SmtpTalk.to(server.port())) {
                talk.send("anna@hub.example.com", List.of("bob@hub.example.com", "carl@far.example"),
                        "Subject: first\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII));
                await().atMost(ServerProcess.PATIENCE).until(() -> home.mailOf("bob").size() == 1);
                await().atMost(ServerProcess.PATIENCE).until(() -> far.arrivals().size() == 1);
                Home.Said status = home.run("status");
                assertEquals(0, status.exit(), status::all);
                assertEquals(STRANGER, Files.getAttribute(home.data(), "unix:uid"));
                assertTrue(Stream.of("WARN", "ERROR").noneMatch(server.log()::contains), server::log);
            }
        }
    }
}

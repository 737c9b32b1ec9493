package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.process.FailFast;

/** A server that has lost what it needs ends itself and says so, instead of saying 250 and sending nothing. */
class FailFastIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MANY = 1000;

    @TempDir
    Path folder;
    private Home home;

    @BeforeEach
    void configure() {
        home = new Home(folder).withUsualConfiguration("").with("schedules/far.yaml", """
                zone: UTC
                windows: { shut: { cron: "SHUT", for: 1s } }
                routes: [{ site: far, domains: ["*.far.example"], window: shut, host: 127.0.0.1, port: 1 }]
                """);
    }

    @Test
    void endsWhenItsJarsAreOverwritten() throws IOException {
        Path program = Files.createDirectory(folder.resolve("program"));
        try (var jars = Files.list(ServerProcess.PROGRAM)) {
            for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList())
                Files.copy(jar, program.resolve(jar.getFileName().toString()));
        }
        try (ServerProcess server = ServerProcess.startFrom(program, List.of(), home);
                var jars = Files.list(program)) {
            await().atMost(ServerProcess.PATIENCE).until(() -> home.run("status").exit() == 0); // all of it has started
            for (Path jar : jars.toList())
                Files.write(jar, new byte[0]);
            sendUntilItEnds(server, 1);
            assertEquals(Optional.of(FailFast.EXIT_CODE), server.awaitEnd(), server::log);
            assertTrue(server.log().contains(" ERROR event=fatal thread="), server::log);
        }
    }

    @Test
    void endsWhenItsMemoryIsFullAndAllThatWasAcknowledgedIsThere() throws IOException {
        int accepted;
        try (ServerProcess server = ServerProcess.startFrom(ServerProcess.PROGRAM, List.of("-Xmx28m"), home)) {
            accepted = sendUntilItEnds(server, MANY);
            assertEquals(Optional.of(FailFast.EXIT_CODE), server.awaitEnd(), server::log);
            assertTrue(server.log().contains(" ERROR event=fatal "), server::log);
        }
        try (ServerProcess server = ServerProcess.start(home); JmxView jmx = server.jmx()) {
            assertTrue(jmx.server().getDepth() >= accepted, () -> "less than what was acknowledged");
        }
    }

    /** @param recipients of each message, each in a domain of its own. @return how many it took */
    private static int sendUntilItEnds(ServerProcess server, int recipients) {
        int accepted = 0;
        try {
            while (server.isAlive()) {
                int from = accepted;
                List<String> to = IntStream.range(from, from + recipients).mapToObj(i -> "r@d" + i + ".far.example")
                        .toList();
                try (SmtpTalk talk = SmtpTalk.to(server.port())) {
                    talk.send("anna@hub.example.com", to, LETTER);
                }
                accepted += recipients;
            }
        } catch (IOException | AssertionError ended) {
            // it hung up, or said 421, before it ended
        }
        return accepted;
    }
}

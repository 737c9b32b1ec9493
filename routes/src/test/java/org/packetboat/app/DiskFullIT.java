package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data folder on a small disk of its own. The disk is mounted for one child process and those that join it, and is
 * gone with them. Needs root, and unshare and nsenter of the package {@code util-linux}.
 */
class DiskFullIT {
    private static final String MOUNT = "mount -t tmpfs -o size=96m packetboat \"$0\" && echo mounted && exec cat";
    private static final String OWN_MOUNTS = "exec unshare --mount sh -c \"$0\" \"$1\"";
    private static final String CLOSED = """
            zone: UTC
            windows: { shut: { cron: "SHUT", for: 1s } }
            routes:
              - { site: far, domains: [far.example], window: shut, host: 127.0.0.1, port: 1 }
              - { site: near, domains: [near.example], window: shut, host: 127.0.0.1, port: 1 }
            """;
    private static final String OPEN = """
            zone: UTC
            routes: [{ site: far, domains: [far.example], host: 127.0.0.1, port: SINK }]
            """;
    private static final int MANY = 12;
    private static final int BALLAST = 32 << 20;
    private static final int REFUSALS = 20;
    private static final byte[] LETTER = ("Subject: hi\r\n\r\n" + ("x".repeat(998) + "\r\n").repeat(400))
            .getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;
    private Home home;
    private Process disk;
    private ServerProcess server;
    private final List<String> acknowledged = new ArrayList<>();
    private byte[] letter = LETTER;
    private int sent;

    @BeforeEach
    void mount() throws IOException {
        home = new Home(folder).withUsualConfiguration("queue-minfree: none\n").with("schedules/far.yaml", CLOSED);
        Files.createDirectories(home.data());
        disk = new ProcessBuilder("sh", "-c", OWN_MOUNTS, MOUNT, home.data().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        boolean mounted = disk.inputReader().readLine() != null;
        if (!mounted) System.err.println("SKIPPED: DiskFullIT; MISSING: root and package util-linux");
        Assumptions.assumeTrue(mounted, "no small disk can be mounted here");
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
        disk.destroyForcibly();
    }

    private void start(String log) {
        server = ServerProcess.startThrough(List.of("nsenter", "--mount", "--wd=" + folder, "--target",
                Long.toString(disk.pid())), home, log);
    }

    /** A file on the small disk, as seen from here. */
    private Path ballast() {
        return Path.of("/proc/" + disk.pid() + "/root" + home.data().resolve("ballast"));
    }

    /** @return the answer */
    private String send() throws IOException {
        return sendTo("far.example");
    }

    private String sendTo(String domain) throws IOException {
        String recipient = "r" + ++sent + "@" + domain;
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            String answer = talk.submit("anna@hub.example.com", recipient, letter);
            if (answer.startsWith("250 ")) acknowledged.add(recipient);
            return answer;
        }
    }

    @Test
    void fullDiskIsTemporaryAndCostsNothingAcknowledged() throws IOException {
        Files.write(ballast(), new byte[BALLAST]);
        start("first.log");
        int refused = 0;
        while (refused < REFUSALS) {
            String answer = send();
            if (answer.startsWith("250 ")) continue;
            assertEquals("452 4.3.1", answer.substring(0, 9), answer);
            refused++;
        }
        assertTrue(server.isAlive(), server::log);
        assertTrue(acknowledged.size() > 10, acknowledged::toString);
        assertAllThere();
        Files.delete(ballast());
        // The other site may have more than its share by now: its mail can be packed, and counts as it is.
        await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertTrue(sendTo("near.example").startsWith("250 "), server::log));
        assertTrue(sendTo("near.example").startsWith("250 "));
        assertAllThere();
        assertEquals(Optional.of(143), server.stop());
        start("second.log");
        assertAllThere();
    }

    /** Mail that can't be packed, of which a site may have more than there is room: the disk itself is full. */
    @Test
    void diskThatIsFullToTheLastBlockCostsNothingAcknowledgedAndIsRead() throws IOException {
        home.with("schedules/far.yaml", CLOSED.replace("port: 1 }", "port: 1, max-queued: 1GB }"));
        letter = unpackable();
        Files.write(ballast(), new byte[BALLAST]);
        start("first.log");
        for (int refused = 0; refused < REFUSALS;) {
            String answer = send();
            if (answer.startsWith("250 ")) continue;
            assertEquals("452 4.3.1", answer.substring(0, 9), answer);
            refused++;
            assertAllThere();
        }
        assertTrue(problems().stream().anyMatch(p -> p.startsWith("the queue's changes are not on the disk: ")),
                problems()::toString);
        Files.delete(ballast());
        await().atMost(ServerProcess.PATIENCE).until(() -> send().startsWith("250 "));
        assertEquals(List.of(), problems());
        assertAllThere();
        assertFalse(server.log().contains("the store is closed"), server::log);
        assertEquals(Optional.of(143), server.stop());
        start("second.log");
        assertAllThere();
    }

    private static byte[] unpackable() {
        byte[] random = new byte[300_000];
        new Random(1).nextBytes(random);
        return ("Subject: hi\r\n\r\n" + Base64.getMimeEncoder().encodeToString(random) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private List<String> problems() throws IOException {
        try (JmxView jmx = server.jmx()) {
            return jmx.server().getScheduleProblems();
        }
    }

    /** Another program fills the disk to the last block while the server is down. */
    @Test
    void fullDiskIsNoReasonNotToStartAndToSend() throws IOException {
        home.withUsualConfiguration("queue-minfree: 16MB\n");
        start("first.log");
        while (acknowledged.size() < MANY)
            assertEquals("250 ", send().substring(0, 4));
        server.kill();
        fill();
        try (SmtpSink sink = new SmtpSink(_ -> false)) {
            home.with("schedules/far.yaml", OPEN.replace("SINK", Integer.toString(sink.port())));
            start("second.log");
            assertEquals("452 4.3.1", send().substring(0, 9));
            await().atMost(ServerProcess.PATIENCE).until(() -> sink.arrivals().size() == MANY);
            assertNothingWaits();
            Files.delete(ballast());
            await().atMost(ServerProcess.PATIENCE).until(() -> send().startsWith("250 "));
        }
        long errors = server.log().lines().filter(line -> line.contains("ERROR")).count();
        assertTrue(errors <= 6, server::log);
    }

    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (byte[] piece = new byte[4096];;)
                out.write(piece);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException full) {
            assertTrue(full.getMessage().contains("No space"), full::toString);
        }
    }

    private void assertNothingWaits() throws IOException {
        try (JmxView jmx = server.jmx()) {
            await().atMost(ServerProcess.PATIENCE).until(() -> Ends.waiting(jmx.server()).isEmpty());
        }
    }

    private void assertAllThere() throws IOException {
        try (JmxView jmx = server.jmx()) {
            await().atMost(ServerProcess.PATIENCE).until(() -> jmx.names().contains("type=Server"));
            List<String> waiting = Ends.waiting(jmx.server());
            assertEquals(Set.of(), Ends.repeated(waiting));
            assertEquals(new HashSet<>(acknowledged), waiting.stream().collect(Collectors.toSet()));
        }
    }
}

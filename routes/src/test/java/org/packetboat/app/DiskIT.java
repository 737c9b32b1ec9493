package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real servers whose mail goes by disks, killed again and again while they write and read. */
class DiskIT {
    private static final long SEED = Long.getLong("packetboat.seed", 20261201);
    private static final int KILLS = 8;

    @TempDir
    Path folder;
    private Home hub;
    private Home denver;
    private final List<ServerProcess> running = new ArrayList<>();

    @BeforeEach
    void configure() throws IOException {
        hub = home("hub", "denver");
        denver = home("denver", "hub");
    }

    private Home home(String name, String far) throws IOException {
        return new Home(Files.createDirectory(folder.resolve(name))).with("packetboat.yaml", """
                server: %1$s.example.com
                data: data
                local-domains: [%1$s.example.com]
                schedules: [schedules/]
                local: { maildir: data/mail }
                uucp-node: %1$s
                smtp: { listen: "127.0.0.1:0", relay-from: ["127.0.0.0/8"] }
                """.formatted(name)).with("schedules/disks.yaml", """
                links:
                  stick: { kind: folder, folder: %s }
                routes:
                  - { site: %2$s, domains: %2$s.example.com, link: stick, node: %2$s, msdead: 60d }
                """.formatted(slot(name), far));
    }

    private Path slot(String name) {
        return folder.resolve(name + "-slot");
    }

    @AfterEach
    void stop() {
        running.forEach(ServerProcess::close);
    }

    private ServerProcess started(Home home) {
        ServerProcess server = ServerProcess.start(home);
        running.add(server);
        return server;
    }

    private void plug(String name, Path disk) throws IOException {
        Files.deleteIfExists(slot(name));
        Files.createSymbolicLink(slot(name), disk);
    }

    private Path disk(String name) throws IOException {
        Path disk = Files.createDirectory(folder.resolve(name));
        Files.writeString(disk.resolve("packetboat-disk"), name);
        return disk;
    }

    private static boolean has(Path disk, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(disk)) {
            return all.anyMatch(file -> file.toString().endsWith(suffix));
        }
    }

    @Test
    void mailGoesByDiskAndStatusTellsOfIt() throws Exception {
        ServerProcess atHub = started(hub);
        started(denver);
        send(atHub, 0);
        Path disk = disk("courier-1");
        plug("hub", disk);
        await().atMost(ServerProcess.PATIENCE).until(() -> has(disk, ".mail"));
        String status = hub.run("status", "--json").out();
        assertTrue(status.contains("\"kind\":\"disk\",\"link\":\"stick\",\"node\":\"denver\",\"disk\":\"courier-1\""),
                status);
        plug("denver", disk);
        await().atMost(ServerProcess.PATIENCE).until(() -> denver.mailOf("ann").size() == 1);
        await().atMost(ServerProcess.PATIENCE).until(() -> hub.run("queue", "--json").out().isEmpty());
    }

    @Test
    void nothingIsLostOrDoubledByKills() throws Exception {
        Random random = new Random(SEED);
        Path disk = disk("courier-1");
        plug("hub", disk);
        plug("denver", disk);
        int sent = 0;
        for (int i = 0; i < KILLS; i++) {
            ServerProcess atHub = started(hub);
            ServerProcess atDenver = started(denver);
            for (int j = 0; j < 20; j++)
                send(atHub, sent++);
            (random.nextBoolean() ? atHub : atDenver).kill();
            atHub.kill();
            atDenver.kill();
        }
        started(hub);
        started(denver);
        List<String> expected = IntStream.range(0, sent).mapToObj(i -> "Subject: mail " + i).sorted().toList();
        await().atMost(ServerProcess.PATIENCE).until(() -> denver.mailOf("ann").size() >= expected.size());
        await().atMost(ServerProcess.PATIENCE).until(() -> hub.run("queue", "--json").out().isEmpty());
        assertEquals(expected, denver.mailOf("ann").stream()
                .map(text -> text.lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElse("?"))
                .sorted().toList());
    }

    private static void send(ServerProcess server, int number) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("joe@hub.example.com", List.of("ann@denver.example.com"),
                    ("Subject: mail " + number + "\r\n\r\nText.\r\n").getBytes());
        }
    }
}

package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that gets no more file descriptors: its log has one line about it, and it goes on when there are some. */
class DescriptorsIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void serverWithoutDescriptorsSaysSoOnceAndGoesOnWhenThereAreSome() throws Exception {
        Home home = new Home(folder).withUsualConfiguration("");
        List<Socket> clients = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(home)) {
            send(server, "before");
            awaitMail(home, 1);
            long before = lines(server);
            try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
                limit(server, open.count());
            }
            for (int i = 0; i < 20; i++)
                clients.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            await().atMost(ServerProcess.PATIENCE).until(() -> server.log().contains("smtp accept failed"));
            await().during(Duration.ofSeconds(4)).atMost(ServerProcess.PATIENCE) // as many attempts
                    .untilAsserted(() -> assertTrue(lines(server) - before < 5, server::log));
            assertFalse(server.log().contains("\tat "), server::log);
            limit(server, 4096);
            send(server, "after");
            awaitMail(home, 2);
        } finally {
            for (Socket client : clients)
                client.close();
        }
    }

    private static void send(ServerProcess server, String subject) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("anna@hub.example.com", List.of("bob@hub.example.com"),
                    (subject + ": " + new String(LETTER, StandardCharsets.US_ASCII))
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void awaitMail(Home home, int count) {
        await().atMost(ServerProcess.PATIENCE).until(() -> home.mailOf("bob").size() == count);
    }

    private static void limit(ServerProcess server, long descriptors) throws Exception {
        assertEquals(0, new ProcessBuilder("prlimit", "--pid", Long.toString(server.pid()),
                "--nofile=" + descriptors + ":4096").inheritIO().start().waitFor());
    }

    private static long lines(ServerProcess server) {
        return server.log().lines().count();
    }
}

package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code packetboat init} makes runs as it is. */
class InitIT {
    @TempDir
    private Path folder;

    @Test
    void aBranchMadeInOneCommandDeliversHereAndSendsToItsSmarthost() throws IOException {
        Home home = new Home(folder.resolve("boise"));
        try (SmtpSink provider = new SmtpSink(_ -> false)) {
            Home.Said made = Home.anywhere("init", home.folder().toString(), "--yes", "--role", "branch-ip", "--name",
                    "boise.example.com", "--listen", "127.0.0.1:0", "--smarthost", "127.0.0.1:" + provider.port());
            assertEquals(0, made.exit(), made::all);
            try (ServerProcess server = ServerProcess.start(home); SmtpTalk talk = SmtpTalk.to(server.port())) {
                talk.send("desk@boise.example.com", List.of("desk@boise.example.com", "boss@example.com"),
                        "Subject: first\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII));
                await().atMost(ServerProcess.PATIENCE).until(() -> home.mailOf("desk").size() == 1);
                await().atMost(ServerProcess.PATIENCE).until(() -> provider.arrivals().size() == 1);
                assertTrue(provider.arrivals().getFirst().text().contains("Subject: first"), server::log);
            }
        }
    }

    @Test
    void aHubMadeInOneCommandStartsAndDelivers() throws IOException {
        Home home = new Home(folder.resolve("hub"));
        Home.Said made = Home.anywhere("init", home.folder().toString(), "--yes", "--offline", "--role", "hub",
                "--name", "hub.example.com", "--listen", "127.0.0.1:0", "--branch", "denver.example.com");
        assertEquals(0, made.exit(), made::all);
        try (ServerProcess server = ServerProcess.start(home); SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("boss@example.com", List.of("boss@example.com"),
                    "Subject: first\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII));
            await().atMost(ServerProcess.PATIENCE).until(() -> home.mailOf("boss").size() == 1);
        }
    }
}

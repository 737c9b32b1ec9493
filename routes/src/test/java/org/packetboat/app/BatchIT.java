package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.smtp.server.Accounts;

/** Two servers of ours that exchange mail in batches, in the clear and encrypted. */
class BatchIT {
    private static final Pattern LISTENING = Pattern.compile("event=listening link=net port=(\\d+)");
    private static final String KEY = "a secret of both servers\n";

    @TempDir
    Path folder;
    private Home hub;
    private Home denver;
    private ServerProcess caller;
    private ServerProcess called;

    @BeforeEach
    void configure() throws IOException {
        hub = new Home(Files.createDirectory(folder.resolve("hub"))).withUsualConfiguration("");
        denver = new Home(Files.createDirectory(folder.resolve("denver"))).with("packetboat.yaml", """
                server: denver.example.com
                data: data
                local-domains: [denver.example.com]
                schedules: [schedules/]
                smtp: { listen: "127.0.0.1:0", relay-from: ["127.0.0.0/8"] }
                """);
    }

    @AfterEach
    void stop() {
        for (ServerProcess server : new ServerProcess[]{caller, called})
            if (server != null) server.close();
    }

    /** @param key more of a caller, and of a route */
    private void start(String key) throws IOException {
        denver.with("secrets/callers", Accounts.line("hub", "s3cret", new SecureRandom())).with("schedules/net.yaml",
                """
                        links:
                          net: { kind: uucp-tcp, listen: "127.0.0.1:0" }
                        routes:
                          - { site: hub, domains: "*", link: net, node: hub }
                        callers:
                          - { node: hub, login: hub, password-hash-file: ../secrets/callers %s }
                        """.formatted(key));
        called = ServerProcess.start(denver);
        called.awaitLog("event=listening");
        Matcher port = LISTENING.matcher(called.log());
        assertTrue(port.find(), called.log());
        hub.with("secrets/denver", "s3cret\n").with("schedules/net.yaml", """
                links:
                  net: { kind: uucp-tcp, rate: 2400bit/s }
                routes:
                  - { site: denver, domains: denver.example.com, link: net, host: 127.0.0.1, port: %s,
                      node: denver, login: hub, password-file: ../secrets/denver %s }
                """.formatted(port.group(1), key));
        caller = ServerProcess.start(hub);
    }

    private static void send(ServerProcess server, String to, int mails) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            for (int i = 0; i < mails; i++)
                talk.send("ann@hub.example.com", List.of(to), letter(i).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String letter(int number) {
        return "Subject: letter " + number + "\r\n\r\n" + "The same words again and again.\r\n".repeat(20);
    }

    private void assertArrives(Home home, String user, int mails) {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(
                () -> assertEquals(mails, home.mailOf(user).size(), () -> caller.log() + "\n" + called.log()));
        for (int i = 0; i < mails; i++) {
            String subject = "Subject: letter " + i + "\n";
            assertEquals(1, home.mailOf(user).stream().filter(mail -> mail.contains(subject)).count(), subject);
        }
    }

    @Test
    void mailGoesInBatchesBothWays() throws IOException {
        start("");
        send(called, "ann@hub.example.com", 5);
        send(caller, "joe@denver.example.com", 20);
        assertArrives(denver, "joe", 20);
        assertArrives(hub, "ann", 5);
        caller.awaitLog("event=batch-delivered peer=uucp:denver");
        caller.awaitLog("event=batch-received peer=uucp:denver");
    }

    @Test
    void keysThatDifferAreToldAndMailGoesOnceTheyAgree() throws IOException {
        hub.with("secrets/key", "another secret than theirs\n");
        denver.with("secrets/key", KEY);
        start(", key-file: ../secrets/key");
        send(caller, "joe@denver.example.com", 3);
        called.awaitLog("another key for encryption there");
        assertEquals(List.of(), denver.mailOf("joe"));
        hub.with("secrets/key", KEY);
        hub.with("schedules/net.yaml", "# the key is another one\n" + Files.readString(
                hub.folder().resolve("schedules/net.yaml")));
        assertArrives(denver, "joe", 3);
        assertTrue(Files.isDirectory(hub.data().resolve("batches/denver/history")));
    }
}

package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mailbox of many, and a server that is killed while it is at it. */
class MultidropIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;
    private GreenMail provider;

    @BeforeEach
    void start() {
        provider = new GreenMail(new ServerSetup[]{new ServerSetup(0, "127.0.0.1", "pop3"),
                new ServerSetup(0, "127.0.0.1", "imap")});
        provider.start();
        provider.setUser("many@provider.example", "many", "secret");
    }

    @AfterEach
    void stop() {
        provider.stop();
    }

    private void deliver(String fields) throws Exception {
        provider.setUser("many@provider.example", "many", "secret").deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(
                        (fields + "From: a@x.example\n\nHello.\n").getBytes(StandardCharsets.US_ASCII))));
    }

    private int left() throws FolderException {
        return provider.getManagers().getImapHostManager().getInbox(provider.getUserManager().getUser("many"))
                .getMessageCount();
    }

    /** @param wait milliseconds that the route takes for a mail called slow */
    private Home home(String protocol, int wait) {
        int port = (protocol.equals("pop3") ? provider.getPop3() : provider.getImap()).getPort();
        return new Home(folder).withUsualConfiguration("").with("routes/multidrop.yaml", """
                - route:
                    id: multidrop
                    from:
                      uri: %s:127.0.0.1:%d
                      parameters: { username: many, password: secret, mapMailMessage: false, unseen: false,
                        delete: true, disconnect: true, initialDelay: 0, delay: 500 }
                      steps:
                        - choice:
                            when:
                              - simple: "${body.subject} == 'slow'"
                                steps:
                                  - delay: { constant: "%d" }
                        - to: packetboat:submit?envelopeFields=Delivered-To&fallback=chief@hub.example.com
                """.formatted(protocol, port, wait));
    }

    /** By the ready file: what can be queued is, the rest is put aside, and the mailbox is empty. */
    @Test
    void nothingIsFetchedForEverAndNothingIsLost() throws Exception {
        deliver("Delivered-To: anna@hub.example.com\nReturn-Path: <MAILER-DAEMON>\nSubject: odd\n");
        deliver("Delivered-To: anna@hub.example.com\nX-Long: " + "x".repeat(70_000) + "\nSubject: hopeless\n");
        deliver("Delivered-To: anna@hub.example.com\nSubject: good\n");
        Home home = new Home(folder).withUsualConfiguration("").with("secrets/pop3", "secret\n")
                .with("routes/multidrop.yaml", Files.readString(Path.of("examples/multidrop-to-queue.yaml"))
                        .replace("{{env:POP3:127.0.0.1:110}}", "127.0.0.1:" + provider.getPop3().getPort())
                        .replace("{{env:POP3_USER:branch}}", "many"));
        try (ServerProcess server = ServerProcess.start(home)) {
            await("an empty mailbox").atMost(PATIENCE).untilAsserted(() -> assertEquals(0, left(), server::log));
            await("both").atMost(PATIENCE).untilAsserted(() -> assertEquals(2, home.mailOf("anna").size()));
            server.awaitLog("the message has a line of more than 65536 bytes");
        }
        try (Stream<Path> all = Files.walk(folder.resolve("multidrop/refused"))) {
            List<Path> aside = all.filter(Files::isRegularFile).toList();
            assertEquals(1, aside.size());
            assertTrue(Files.readString(aside.getFirst()).contains("Subject: hopeless"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pop3", "imap"})
    void whatWasQueuedBeforeItWasTakenOutOfTheMailboxComesOnceAndNothingIsLost(String protocol) throws Exception {
        String copy = "Message-ID: <1@x.example>\nSubject: to both\n";
        deliver("Delivered-To: anna@hub.example.com\n" + copy);
        deliver("Delivered-To: bob@hub.example.com\n" + copy);
        deliver("Delivered-To: anna@hub.example.com\nSubject: slow\n");
        Home home = home(protocol, 3_600_000);
        ServerProcess first = ServerProcess.start(home);
        await("both").atMost(PATIENCE).untilAsserted(() -> assertTrue(
                home.mailOf("anna").size() == 1 && home.mailOf("bob").size() == 1, first::log));
        first.kill();
        assertEquals(3, left());
        home(protocol, 0);
        try (ServerProcess second = ServerProcess.start(home)) {
            second.awaitLog("multidrop.yaml routes=multidrop");
            await("an empty mailbox").atMost(PATIENCE).until(() -> left() == 0);
            await("all").atMost(PATIENCE).until(() -> home.mailOf("anna").size() >= 2);
        }
        assertEquals(2, home.mailOf("anna").size());
        assertEquals(1, home.mailOf("bob").size());
    }
}

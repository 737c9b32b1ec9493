package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.serial.HayesModem;
import org.packetboat.connectors.smtp.server.Accounts;
import org.packetboat.connectors.uucp.Taylor;

/** The program and a real uucico, each with a modem: each dials the other, and mail goes both ways. */
@EnabledIf(value = "installed", disabledReason = "needs the package uucp")
class ModemIT {
    private static final String DENVER = "13035550100";
    private static final String HUB = "14155550199";
    private static final String NOTE = "From joe now remote from shop\nSubject: in\n\nHello.\n";
    private static final String LETTER = "Subject: out\r\n\r\nHello,\r\nJoe.\r\n";

    @TempDir
    Path folder;
    private final HayesModem ours = new HayesModem();
    private final HayesModem theirs = new HayesModem();
    private Home home;
    private Taylor denver;
    private ServerProcess server;

    static boolean installed() {
        return Taylor.isInstalled();
    }

    @BeforeEach
    void configure() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")); // uucico is another user
        ours.connect = "CONNECT 115200";
        theirs.connect = "CONNECT 115200";
        ours.subscribers.put(DENVER, theirs);
        theirs.subscribers.put(HUB, ours);
        Files.createDirectory(folder.resolve("denver"));
        denver = new Taylor(folder.resolve("denver"), "denver", "hub", "i", "type stdin");
        denver.queue("ann@hub.example.com", "hub", NOTE.getBytes(StandardCharsets.US_ASCII));
        home = new Home(Files.createDirectory(folder.resolve("packetboat")))
                .withUsualConfiguration("lock-folder: locks\n").with("secrets/denver", "s3cret\n")
                .with("secrets/callers", Accounts.line("branch", "s3cret", new SecureRandom())).with("locks/none", "");
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
        ours.close();
        theirs.close();
    }

    private void start(String window) {
        home.with("schedules/night.yaml", """
                windows:
                  shut: { cron: "SHUT", for: 1m, zone: UTC }
                links:
                  line1: { kind: modem, port: %s, speed: 115200, flow: none, answer: true }
                routes:
                  - { site: denver, domains: denver.example.com, link: line1, number: "%s", window: %s,
                      node: denver, login: hub, password-file: ../secrets/denver }
                callers:
                  - { node: denver, login: branch, password-hash-file: ../secrets/callers }
                """.formatted(ours.pty.path(), DENVER, window));
        server = ServerProcess.start(home);
    }

    private void mail() throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("ann@hub.example.com", List.of("joe@denver.example.com"), LETTER.getBytes());
        }
    }

    private void assertExchanged() {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> {
            assertTrue(denver.orders().stream().anyMatch(o -> o.contains("C rmail joe@denver.example.com")),
                    () -> denver.log() + server.log());
            assertEquals(1, home.mailOf("ann").size(), () -> denver.log() + server.log());
            assertEquals("", home.run("queue", "--json").out());
        });
    }

    @Test
    void dialsLogsInAndExchangesMail() throws Exception {
        theirs.automatic = true;
        theirs.onCall = () -> answerWith(theirs);
        denver.letsIn("hub", "s3cret");
        start("always");
        mail();
        assertExchanged();
        server.awaitLog("port=line1 number=" + DENVER + " direction=calling rate=11520 wire-out=");
    }

    private void answerWith(HayesModem modem) {
        try {
            denver.answer(modem.pty.path());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void answersACallAndExchangesMailThoughTheWindowIsClosed() throws Exception {
        start("shut");
        mail();
        denver.logsIn("hub", "branch", "s3cret");
        denver.dials(theirs.pty.path(), HUB);
        ours.awaitCommand("ATS0=0");
        Process call = denver.call("hub");
        assertTrue(call.waitFor(60, TimeUnit.SECONDS), () -> denver.log() + server.log());
        assertExchanged();
        server.awaitLog("port=line1 number= direction=called rate=11520 wire-out=");
    }
}

package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;
import org.packetboat.connectors.smtp.server.Accounts;
import org.packetboat.connectors.uucp.Taylor;

/** The program and a real uucico, over sockets: each calls the other, and mail goes both ways. */
@EnabledIf(value = "installed", disabledReason = "needs the package uucp")
class UucpIT {
    private static final Pattern LISTENING = Pattern.compile("event=listening link=net port=(\\d+)");
    private static final String NOTE = "From joe now remote from shop\nSubject: in\n\nHello.\n";
    private static final String LETTER = "Subject: out\r\n\r\nHello,\r\nJoe.\r\n";

    @TempDir
    Path folder;
    private Home home;
    private ServerProcess server;

    static boolean installed() {
        return Taylor.isInstalled();
    }

    @BeforeEach
    void configure() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")); // uucico is another user
        home = new Home(Files.createDirectory(folder.resolve("packetboat"))).withUsualConfiguration("");
        Files.createDirectory(folder.resolve("denver"));
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
    }

    private Taylor denver(int port) {
        Taylor denver = new Taylor(folder.resolve("denver"), "denver", "hub", "i", "type tcp\nservice " + port);
        denver.queue("ann@hub.example.com", "hub", NOTE.getBytes(StandardCharsets.US_ASCII));
        return denver;
    }

    private void mail() throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("ann@hub.example.com", List.of("joe@denver.example.com"), LETTER.getBytes());
        }
    }

    private void assertExchanged(Taylor denver) {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> {
            assertTrue(denver.orders().stream().anyMatch(o -> o.contains("C rmail joe@denver.example.com")),
                    () -> denver.log() + server.log());
            assertEquals(1, home.mailOf("ann").size(), () -> denver.log() + server.log());
        });
        assertTrue(home.mailOf("ann").getFirst().contains("\nSubject: in\n\nHello.\n"), home.mailOf("ann")::getFirst);
        await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertEquals("", home.run("queue", "--json").out()));
    }

    @Test
    void callsLogsInAndExchangesMail() throws Exception {
        int port = FreePorts.one();
        Taylor denver = denver(port);
        denver.letsIn("hub", "s3cret");
        Process listening = denver.serve();
        try {
            home.with("secrets/denver", "s3cret\n").with("schedules/net.yaml", """
                    links:
                      net: { kind: uucp-tcp }
                    routes:
                      - { site: denver, domains: denver.example.com, link: net, host: 127.0.0.1, port: %d,
                          node: denver, login: hub, password-file: ../secrets/denver }
                    """.formatted(port));
            server = ServerProcess.start(home);
            mail();
            assertExchanged(denver);
        } finally {
            listening.destroy();
        }
    }

    private Taylor calling(String maySend) throws IOException {
        home.with("secrets/callers", Accounts.line("branch", "s3cret", new SecureRandom())).with("schedules/net.yaml",
                """
                        links:
                          net: { kind: uucp-tcp, listen: "127.0.0.1:0" }
                        routes:
                          - { site: denver, domains: denver.example.com, link: net, node: denver }
                        callers:
                          - { node: denver, login: branch, password-hash-file: ../secrets/callers%s }
                        """.formatted(maySend));
        server = ServerProcess.start(home);
        Matcher port = LISTENING.matcher(server.log());
        assertTrue(port.find(), server.log());
        Taylor denver = new Taylor(folder.resolve("denver"), "denver", "hub", "i",
                "type tcp\nservice " + port.group(1));
        denver.logsIn("hub", "branch", "s3cret");
        return denver;
    }

    /** Until a call goes well: on a busy machine Taylor UUCP may lose patience with us. */
    private void call(Taylor denver) throws Exception {
        for (int tries = 0; tries < 5; tries++) {
            Process call = denver.call("hub");
            assertTrue(call.waitFor(120, TimeUnit.SECONDS), denver::log);
            if (call.exitValue() == 0) return;
        }
        throw new AssertionError(denver.log() + server.log());
    }

    /** An alarm has the same words each time, and neither date nor id. */
    @Test
    void theSameAlarmInTwoCallsIsTwoMails() throws Exception {
        Taylor denver = calling("");
        for (int i = 0; i < 2; i++) {
            denver.queue("ann@hub.example.com", "hub", "The door is open.\n".getBytes(StandardCharsets.US_ASCII));
            call(denver);
        }
        await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertEquals(2, home.mailOf("ann").size(), () -> denver.log() + server.log()));
    }

    @Test
    void whatThePermissionFileHasIsRunAndTheRestIsRefusedWithALineInBothLogs() throws Exception {
        Path news = folder.resolve("news");
        home.with("secrets/commands", "rnews /usr/bin/tee " + news + "\n");
        Taylor denver = calling(", commands: ../secrets/commands");
        assertTrue(home.run("check").out().contains("may have run: rnews (/usr/bin/tee"));
        denver.queueCommand("rnews", "hub", "#! rnews 3\nnew".getBytes(StandardCharsets.US_ASCII));
        denver.queueCommand("rnews /etc/passwd", "hub", "x".getBytes(StandardCharsets.US_ASCII));
        call(denver);
        assertEquals("#! rnews 3\nnew", Files.readString(news));
        assertTrue(server.log().contains("event=uucp-refused peer=denver by=us what=\"rnews /etc/passwd\" "
                + "why=\"not an argument for rnews: /etc/passwd\""), server::log);
        assertTrue(denver.log().contains("(execution of \"rnews /etc/passwd\"): permission denied by remote"),
                denver::log);
    }

    /** As by SMTP: it comes back at once, and does not wait for a route until msdead. */
    @Test
    void mailForADomainWithoutARouteComesBack() throws Exception {
        Taylor denver = calling("");
        denver.queue("sue@nowhere.example", "hub",
                "From joe@denver.example.com now\nSubject: in\n\nHello.\n".getBytes(StandardCharsets.US_ASCII));
        call(denver);
        call(denver);
        assertTrue(denver.orders().stream().anyMatch(o -> o.contains("C rmail joe@denver.example.com")),
                () -> denver.log() + server.log());
        assertFalse(home.run("queue", "--json").out().contains("nowhere.example"));
    }

    /** The separate net of the original: what was sent there may come back, and nothing else may come from there. */
    @Test
    void returnsMayComeBackOtherMailMayNot() throws Exception {
        Taylor denver = calling(", may-send-to: returns");
        assertTrue(home.run("check").out().contains("caller branch (node denver) may send mail: returns"));
        denver.queue("ann@hub.example.com", "hub",
                "From joe@denver.example.com now\nSubject: in\n\nHello.\n".getBytes(StandardCharsets.US_ASCII));
        denver.queue("ann@hub.example.com", "hub",
                "From MAILER-DAEMON now\nSubject: failed\n\nx\n".getBytes(StandardCharsets.US_ASCII));
        call(denver);
        await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertEquals(1, home.mailOf("ann").size(), () -> denver.log() + server.log()));
        assertTrue(home.mailOf("ann").getFirst().contains("\nSubject: failed\n"), home.mailOf("ann")::getFirst);
        server.awaitLog("event=refused to=ann@hub.example.com site=uucp:denver");
        call(denver);
        assertTrue(denver.orders().stream().anyMatch(o -> o.contains("C rmail joe@denver.example.com")),
                () -> denver.log() + server.log());
        assertTrue(denver.received().stream().anyMatch(f -> new String(f, StandardCharsets.ISO_8859_1)
                .contains("The node denver may not send mail there, only to: returns")), denver::log);
    }

    /** Else it could send anybody mail: a notice carries the header back. */
    @Test
    void nobodyIsToldForWhomACallerMayNotSpeak() throws Exception {
        Taylor denver = calling(", may-send-to: local");
        denver.queue("sue@far.example", "hub",
                "From victim@ny.example.com now\nSubject: buy\n\nHello.\n".getBytes(StandardCharsets.US_ASCII));
        call(denver);
        server.awaitLog("event=refused to=sue@far.example site=uucp:denver");
        assertFalse(home.run("queue").out().contains("ny.example.com"), server::log);
        assertFalse(server.log().contains("event=notice"), server::log);
    }

    /** The schedule comes when the server runs already: links of a changed one are opened at once. */
    @Test
    void isCalledAndGivesWhatIsQueuedForTheCaller() throws Exception {
        server = ServerProcess.start(home);
        home.with("secrets/callers", Accounts.line("branch", "s3cret", new SecureRandom())).with("schedules/net.yaml",
                """
                        links:
                          net: { kind: uucp-tcp, listen: "127.0.0.1:0" }
                        routes:
                          - { site: denver, domains: denver.example.com, link: net, node: denver }
                        callers:
                          - { node: denver, login: branch, password-hash-file: ../secrets/callers }
                        """);
        server.awaitLog("event=listening link=net");
        await().atMost(ServerProcess.PATIENCE).until(() -> home.run("status").out().contains("denver.example.com"));
        mail();
        Matcher port = LISTENING.matcher(server.log());
        assertTrue(port.find(), server.log());
        Taylor denver = denver(Integer.parseInt(port.group(1)));
        denver.logsIn("hub", "branch", "s3cret");
        assertTrue(denver.call("hub").waitFor(60, TimeUnit.SECONDS), denver::log);
        assertExchanged(denver);
    }
}

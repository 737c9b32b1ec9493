package org.packetboat.app;

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
import org.packetboat.connectors.smtp.server.Accounts;
import org.packetboat.connectors.uucp.Taylor;

/** {@code smtp-batch: rsmtp} with those who wrote such programs: Exim and Postfix, behind a real Taylor UUCP. */
@EnabledIf(value = "installed", disabledReason = "needs the package uucp")
class SmtpBatchIT {
    private static final Pattern LISTENING = Pattern.compile("event=listening link=net port=(\\d+)");
    private static final String TEXT = "Subject: out\r\n\r\n.dot\r\n..two\r\nFrom here\r\n";
    private static final String STORED = "Subject: out\n";
    private static final String LINES = "\n\n.dot\n..two\nFrom here\n";

    @TempDir
    Path folder;
    private Home home;
    private ServerProcess server;
    private Taylor denver;

    static boolean installed() {
        return Taylor.isInstalled();
    }

    @BeforeEach
    void start() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = new Home(Files.createDirectory(folder.resolve("packetboat"))).withUsualConfiguration("");
        Files.createDirectory(folder.resolve("denver"));
        home.with("secrets/callers", Accounts.line("branch", "s3cret", new SecureRandom())).with("schedules/net.yaml",
                """
                        links:
                          net: { kind: uucp-tcp, listen: "127.0.0.1:0" }
                        routes:
                          - { site: denver, domains: [denver.example.com, ny.example.com], link: net, node: denver,
                              smtp-batch: rsmtp }
                        callers:
                          - { node: denver, login: branch, password-hash-file: ../secrets/callers }
                        """);
        server = ServerProcess.start(home);
        Matcher port = LISTENING.matcher(server.log());
        assertTrue(port.find(), server.log());
        denver = new Taylor(folder.resolve("denver"), "denver", "hub", "i", "type tcp\nservice " + port.group(1));
        denver.logsIn("hub", "branch", "s3cret");
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
    }

    private void call() throws Exception {
        assertTrue(denver.call("hub").waitFor(60, TimeUnit.SECONDS), denver::log);
    }

    /** A message goes to Denver. @return its batch, as {@code rsmtp} gets it there */
    private byte[] batch(String from, List<String> to) throws Exception {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send(from, to, TEXT.getBytes(StandardCharsets.US_ASCII));
        }
        call();
        assertTrue(denver.orders().stream().anyMatch(order -> order.contains("\nC rsmtp\n")), denver::log);
        return denver.received().getFirst();
    }

    @Test
    void eximTakesEveryNameAndEveryDot() throws Exception {
        Exim.needExim();
        Exim exim = Exim.in(Files.createDirectory(folder.resolve("exim")));
        byte[] batch = batch("\"joe smith\"@hub.example.com", List.of("o'brien@denver.example.com",
                "a&b@denver.example.com", "\"joe smith\"@denver.example.com"));
        String said = exim.rsmtp(batch);
        assertTrue(said.startsWith("0 "), said);
        String box = exim.box();
        for (String to : List.of("o'brien", "a&b", "\"joe smith\""))
            assertTrue(box.contains("\nEnvelope-to: " + to + "@denver.example.com\n"), box);
        assertEquals(3, box.split("\nReturn-path: <\"joe smith\"@hub.example.com>\n", -1).length - 1, box);
        assertEquals(3, box.split(Pattern.quote(STORED), -1).length - 1, box);
        assertEquals(3, box.split(Pattern.quote(LINES), -1).length - 1, box);
    }

    /** It says no HELO and no QUIT, and appends one message to the other. */
    @Test
    void whatEximWritesAsABatchIsTaken() throws Exception {
        Exim.needExim();
        Exim exim = Exim.in(Files.createDirectory(folder.resolve("exim")));
        String batch = """
                MAIL FROM:<o'brien@denver.example.com>
                RCPT TO:<ann@hub.example.com>
                DATA
                Subject: one

                ..dot
                .
                MAIL FROM:<>
                RCPT TO:<ann@hub.example.com>
                RCPT TO:<bob@hub.example.com>
                DATA
                Subject: two

                From here
                .
                QUIT
                """;
        String said = exim.rsmtp(batch.getBytes(StandardCharsets.US_ASCII));
        assertTrue(said.startsWith("0 "), said);
        denver.queueCommand("rsmtp", "hub", exim.batch());
        call();
        await().atMost(ServerProcess.PATIENCE).untilAsserted(
                () -> assertEquals(List.of(2, 1), List.of(home.mailOf("ann").size(), home.mailOf("bob").size()),
                        () -> denver.log() + server.log()));
        assertTrue(
                home.mailOf("ann").stream().anyMatch(mail -> mail.contains("Return-Path: <o'brien@denver.example.com>")
                        && mail.contains("\nSubject: one\n") && mail.endsWith("\n\n.dot\n")),
                home.mailOf("ann")::toString);
        assertTrue(home.mailOf("bob").getFirst().endsWith("\n\nFrom here\n"), home.mailOf("bob")::getFirst);
    }

    /** Its sendmail answers what it reads from a file as it answers a client. */
    @Test
    void postfixTakesIt() throws Exception {
        PostfixServer.needPostfix();
        try (PostfixServer postfix = PostfixServer.in(Files.createDirectory(folder.resolve("postfix")))) {
            byte[] batch = batch("o'brien@hub.example.com", List.of("desk@ny.example.com"));
            String said = postfix.batch(batch);
            String mail = postfix.await(1).getFirst();
            assertTrue(mail.contains(STORED) && mail.endsWith(LINES), mail);
            assertTrue(mail.contains("Return-Path: <o'brien@hub.example.com>"), () -> said + mail);
        }
    }
}

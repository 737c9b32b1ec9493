package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.smtp.tls.TlsFiles;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.smtp.server.FakeIntake;
import org.packetboat.protocols.smtp.server.SmtpPolicy;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/** The server on real sockets. */
@Timeout(60)
class SmtpServerTest {
    private static final SmtpServerSettings SETTINGS = SmtpServerSettings.plain(
            SmtpServerSettings.listenAddress("127.0.0.1:0"), new Domain("hub.example.com"),
            List.of(Network.parse("127.0.0.0/8")));

    @TempDir
    Path folder;
    private final FakeIntake intake = new FakeIntake();
    private SmtpServer server;

    private RealClient connect(SmtpServerSettings settings) {
        server = SmtpServer.start(settings, intake, domain -> domain.name().equals("example.com"),
                InstantSource.system());
        return new RealClient(server.address());
    }

    @AfterEach
    void close() {
        if (server != null) server.close();
    }

    private static String token(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesAMessage() {
        try (RealClient client = connect(SETTINGS)) {
            client.expect("220 hub.example.com ESMTP Packetboat").say("HELO x").expect("250 hub.example.com")
                    .say("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\nDATA")
                    .expect("250 2.1.0 Ok").expect("250 2.1.5 Ok").expect("354 End data with <CR><LF>.<CR><LF>")
                    .say("text\r\n.\r\nQUIT").expect("250 2.0.0 Ok: queued as 000001").expect("221 2.0.0 Bye")
                    .expectEnd();
            assertEquals("text\r\n", intake.body());
        }
    }

    @Test
    void takesABigMessageByteForByte() {
        intake.largest = 50_000_000;
        String line = "x".repeat(70) + "\r\n";
        try (RealClient client = connect(SETTINGS)) {
            client.expect("220 hub.example.com ESMTP Packetboat").say("HELO x").expect("250 hub.example.com")
                    .say("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\nDATA")
                    .expect("250 2.1.0 Ok").expect("250 2.1.5 Ok").expect("354 End data with <CR><LF>.<CR><LF>")
                    .say(line.repeat(200_000) + ".").expect("250 2.0.0 Ok: queued as 000001");
            assertEquals(line.repeat(200_000), intake.body());
        }
    }

    @Test
    void encryptsAndLogsIn() throws Exception {
        Path accounts = Files.writeString(folder.resolve("accounts"),
                Accounts.line("anna", "s3cret", new SecureRandom()) + "\n");
        SmtpServerSettings settings = SETTINGS.withTls(SelfSigned.in(folder)).withAccounts(accounts);
        SmtpServerSettings strangers = new SmtpServerSettings(settings.listen(),
                new SmtpPolicy(settings.policy().serverName(), List.of(), settings.policy().limits()), settings.tls(),
                settings.accounts(), List.of());
        try (RealClient client = connect(strangers)) {
            client.expect("220 hub.example.com ESMTP Packetboat").say("EHLO x").expectOffer("STARTTLS")
                    .say("AUTH PLAIN " + token("\0anna\0s3cret")).expect("538 5.7.11 STARTTLS first")
                    .say("STARTTLS").expect("220 2.0.0 Ready to start TLS").secure()
                    .say("MAIL FROM:<a@example.org>").expect("503 5.5.1 EHLO or HELO first")
                    .say("EHLO x").expectOffer("AUTH PLAIN LOGIN")
                    .say("AUTH PLAIN " + token("\0anna\0wrong")).expect("535 5.7.8 Name or password is wrong")
                    .say("AUTH PLAIN " + token("\0anna\0s3cret")).expect("235 2.7.0 Logged in")
                    .say("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@elsewhere.example>\r\nDATA")
                    .expect("250 2.1.0 Ok").expect("250 2.1.5 Ok").expect("354 End data with <CR><LF>.<CR><LF>")
                    .say(".").expect("250 2.0.0 Ok: queued as 000001");
            assertTrue(intake.stored.getFirst().text().contains(" with ESMTPSA id "));
        }
    }

    @Test
    void executesNothingThatWasSentBehindStarttls() throws Exception {
        try (RealClient client = connect(SETTINGS.withTls(SelfSigned.in(folder)))) {
            client.expect("220 hub.example.com ESMTP Packetboat").say("EHLO x").expectOffer("STARTTLS")
                    .say("STARTTLS\r\nNOOP").expect("554 5.5.0 Nothing may follow before the answer to STARTTLS")
                    .expectEnd();
        }
    }

    @Test
    void turnsAwayOneTooMany() {
        SmtpLimits one = new SmtpLimits(1, 1, 100, 50, 998, 20, Duration.ofMinutes(5), Duration.ofDays(1));
        try (RealClient first = connect(SETTINGS.withLimits(one)).expect("220 hub.example.com ESMTP Packetboat");
                RealClient none = new RealClient(server.address())) {
            none.expect("421 4.3.2 Too many connections; try again later").expectEnd();
            first.say("NOOP").expect("250 2.0.0 Ok");
            assertEquals(1, server.connections());
        }
    }

    @Test
    void noClientShutsOutTheOthers() {
        SmtpLimits limits = new SmtpLimits(9, 2, 100, 50, 998, 20, Duration.ofMinutes(5), Duration.ofDays(1));
        try (RealClient first = connect(SETTINGS.withLimits(limits)).expect("220 hub.example.com ESMTP Packetboat");
                RealClient second = new RealClient(server.address()).expect("220 hub.example.com ESMTP Packetboat");
                RealClient third = new RealClient(server.address())) {
            third.expect("421 4.7.0 Too many connections from your address; try again later").expectEnd();
            first.say("QUIT").expect("221 2.0.0 Bye").expectEnd();
            second.say("NOOP").expect("250 2.0.0 Ok");
            Awaitility.await().until(() -> server.connections() == 1);
            try (RealClient again = new RealClient(server.address())) {
                again.expect("220 hub.example.com ESMTP Packetboat");
            }
        }
    }

    @Test
    void endsSessionsThatFellSilent() {
        SmtpLimits hasty = new SmtpLimits(9, 9, 100, 50, 998, 20, Duration.ofMillis(50), Duration.ofDays(1));
        try (RealClient client = connect(SETTINGS.withLimits(hasty))) {
            client.expect("220 hub.example.com ESMTP Packetboat").expect("421 4.4.2 Waited too long for you")
                    .expectEnd();
        }
    }

    @Test
    void saysGoodByeWhenItStops() {
        try (RealClient client = connect(SETTINGS)) {
            client.expect("220 hub.example.com ESMTP Packetboat");
            server.close();
            client.expect("421 4.3.2 Server is stopping; try again later").expectEnd();
        }
    }

    @Test
    void staysInOrderWithAClientThatSendsWithoutReading() throws Exception {
        int count = 20_000;
        try (RealClient client = connect(SETTINGS)) {
            client.expect("220 hub.example.com ESMTP Packetboat");
            Thread sender = Thread.startVirtualThread(() -> client
                    .say("EHLO x\r\nMAIL FROM:<>\r\n" + "RCPT TO:<b@example.com>\r\n".repeat(count) + "QUIT"));
            client.expectOffer("HELP").expect("250 2.1.0 Ok");
            for (int i = 0; i < count; i++)
                client.expect("250 2.1.5 Ok");
            client.expect("221 2.0.0 Bye").expectEnd();
            sender.join();
        }
    }

    @Test
    void saysWhereItCanNotListen() {
        try (RealClient client = connect(SETTINGS)) {
            client.expect("220 hub.example.com ESMTP Packetboat");
            InetSocketAddress taken = server.address();
            SmtpServerSettings same = SmtpServerSettings.plain(taken, new Domain("hub.example.com"), List.of());
            UncheckedIOException failure = assertThrows(UncheckedIOException.class,
                    () -> SmtpServer.start(same, intake, domain -> true, InstantSource.system()));
            assertTrue(failure.getMessage().contains("smtp can't listen on 127.0.0.1, port " + taken.getPort()
                    + ": another program listens there"),
                    failure.getMessage());
        }
    }

    /** A network that is not up yet: the server runs, and listens when it is. See UnattendedIT for its coming. */
    @Test
    void waitsForAnAddressThatNoInterfaceHas() {
        InetSocketAddress absent = new InetSocketAddress("198.51.100.7", 2525);
        SmtpServerSettings there = SmtpServerSettings.plain(absent, new Domain("hub.example.com"), List.of());
        try (SmtpServer waiting = SmtpServer.start(there, intake, domain -> true, InstantSource.system())) {
            assertEquals(List.of("smtp does not listen at 198.51.100.7, port 2525 yet: no interface has the address; "
                    + "it is tried again every few seconds"), waiting.waiting());
            assertEquals(absent, waiting.address());
        }
    }

    @Test
    void saysWhichCertificateIsUnusable() throws Exception {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        SmtpServerSettings bad = SETTINGS.withTls(new TlsFiles(nonsense, nonsense));
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                () -> SmtpServer.start(bad, intake, domain -> true, InstantSource.system()));
        assertTrue(failure.getMessage().startsWith("smtp tls: " + nonsense), failure.getMessage());
    }
}

package org.packetboat.connectors.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.peer.PeerLogin;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Probe;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.ScriptedSupply;
import org.packetboat.protocols.smtp.client.Timeouts;

/** A next hop that wants to know who we are. */
class SmtpLinkLoginTest {
    private static final String WELCOME = "235 2.7.0 welcome";
    private static final String NO = "535 5.7.8 no";

    private static TestCertificate certificate;

    @TempDir
    private Path folder;
    private Path password;
    private final ClientNetwork network = new ClientNetwork();
    private final Transfer one = mail(1, "Subject: hi\r\n\r\nhello\r\n", "b@far.example");

    @BeforeAll
    static void certificate(@TempDir Path keys) throws Exception {
        certificate = TestCertificate.in(keys);
    }

    @BeforeEach
    void secrets() throws Exception {
        password = Files.writeString(folder.resolve("password"), "s3cret\n");
    }

    @AfterEach
    void close() {
        network.close();
    }

    private ScriptedServer server(SSLContext tls) throws Exception {
        return new ScriptedServer("127.0.0.1", 0, "220 hi", Optional.of(tls));
    }

    private PeerPolicy policy(Tls tls) {
        return new PeerPolicy(tls, Optional.of(new PeerLogin("alice", password.toString(), false, false)));
    }

    private ScriptedSupply send(Transport transport) throws Exception {
        SmtpLink link = new SmtpLink("hub.example", Set.of(), Timeouts.STANDARD, new ClientTls(certificate.client()),
                network, new FakeExchangers(), new SystemHosts(), new Random(1), Instant::now, List.of());
        Route route = new Route("far", List.of(), Window.ALWAYS, "always", "lan", transport, 1, Duration.ofMinutes(1),
                Duration.ofHours(1), AtClose.DRAIN, 1_000_000);
        ScriptedSupply supply = new ScriptedSupply(one);
        link.open(new Call(route, Optional.empty(), Instant.MAX), supply);
        supply.ending();
        return supply;
    }

    private ScriptedSupply send(ScriptedServer server, Tls tls) throws Exception {
        return send(new Transport.Smtp(Optional.of("localhost"), server.port(), policy(tls)));
    }

    private static String plain(String secret) {
        return "AUTH PLAIN "
                + Base64.getEncoder().encodeToString(("\0alice\0" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void logsInBehindStartTls() throws Exception {
        try (ScriptedServer server = server(certificate.server()).answersAuth(WELCOME)) {
            assertEquals(new Ending.Finished(), send(server, Tls.MUST).ending());
            assertEquals(List.of("STARTTLS", "(secured)", "EHLO hub.example", plain("s3cret")),
                    server.heard().subList(1, 5));
        }
    }

    @Test
    void logsInWhereTlsIsSpokenFromTheFirstByteOn() throws Exception {
        try (ScriptedServer server = server(certificate.server()).securedAtOnce().answersAuth(WELCOME)) {
            assertEquals(new Ending.Finished(), send(server, Tls.IMPLICIT).ending());
            assertEquals(List.of("(secured)", "EHLO hub.example", plain("s3cret")), server.heard().subList(0, 3));
        }
    }

    @Test
    void certificateIsCheckedWhereTlsIsSpokenFromTheFirstByteOn() throws Exception {
        try (ScriptedServer server = server(certificate.server()).securedAtOnce().answersAuth(WELCOME)) {
            ScriptedSupply supply = send(
                    new Transport.Smtp(Optional.of("127.0.0.1"), server.port(), policy(Tls.IMPLICIT)));
            assertInstanceOf(Ending.TlsRefused.class, supply.ending());
            assertFalse(server.heard().stream().anyMatch(line -> line.startsWith("AUTH")));
        }
    }

    @Test
    void readsThePasswordAtEachSession() throws Exception {
        try (ScriptedServer server = server(certificate.server()).answersAuth(WELCOME)) {
            send(server, Tls.MUST);
            Files.writeString(password, "new one\n");
            send(server, Tls.MUST);
            assertTrue(server.heard().contains(plain("s3cret")) && server.heard().contains(plain("new one")));
            Files.delete(password);
            Ending.Unreached end = assertInstanceOf(Ending.Unreached.class, send(server, Tls.MUST).ending());
            assertTrue(end.reply().text().contains(password.toString()), end::toString);
        }
    }

    @Test
    void doesNotLogInAnewInClearWhereTlsFails() throws Exception {
        SSLContext withoutKeys = SSLContext.getInstance("TLS");
        withoutKeys.init(null, null, null);
        try (ScriptedServer server = server(withoutKeys).answersAuth(WELCOME)) {
            ScriptedSupply supply = send(server, Tls.MAY);
            assertInstanceOf(Ending.TlsRefused.class, supply.ending());
            assertEquals(1, supply.left());
            assertEquals(List.of(), server.heard().stream()
                    .filter(line -> line.startsWith("AUTH") || line.startsWith("MAIL")).toList());
        }
    }

    @Test
    void aRefusedPasswordIsNotTriedAtOtherHosts() throws Exception {
        try (ScriptedServer first = server(certificate.server()).answersAuth(NO);
                ScriptedServer second = server(certificate.server()).answersAuth(WELCOME)) {
            ScriptedSupply supply = send(new Transport.Hosts(List.of(new SiteHost("localhost", first.port(), 1),
                    new SiteHost("localhost", second.port(), 2)), Probe.USUAL, policy(Tls.MUST)));
            assertInstanceOf(Ending.LoginRefused.class, supply.ending());
            assertEquals(List.of(), second.heard());
            assertEquals(1, supply.left());
        }
    }

    @Test
    void whoCantTellNowLeavesItToTheNextHost() throws Exception {
        try (ScriptedServer first = server(certificate.server()).answersAuth("454 4.7.0 later");
                ScriptedServer second = server(certificate.server()).answersAuth(WELCOME)) {
            ScriptedSupply supply = send(new Transport.Hosts(List.of(new SiteHost("localhost", first.port(), 1),
                    new SiteHost("localhost", second.port(), 2)), Probe.USUAL, policy(Tls.MUST)));
            assertEquals(new Ending.Finished(), supply.ending());
        }
    }
}

package org.packetboat.connectors.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.peer.Fingerprint;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.PeerTrust;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Probe;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.ScriptedSupply;
import org.packetboat.protocols.smtp.client.Timeouts;

/** Whom a route trusts, and who it is to them. */
class SmtpLinkTlsTest {
    @TempDir
    private static Path authorities;
    private static TestAuthority company;
    private static TestAuthority other;
    @TempDir
    private Path folder;
    private final ClientNetwork network = new ClientNetwork();
    private final ClientTls tls = new ClientTls();
    private final Transfer one = mail(1, "Subject: hi\r\n\r\nhello\r\n", "b@far.example");

    @BeforeAll
    static void found() throws Exception {
        company = TestAuthority.in(Files.createDirectory(authorities.resolve("company")));
        other = TestAuthority.in(Files.createDirectory(authorities.resolve("other")));
        for (TestAuthority each : List.of(company, other)) {
            each.issue("localhost");
            each.issue("hub.example");
        }
    }

    @AfterEach
    void close() {
        network.close();
    }

    private ScriptedServer server() throws Exception {
        return new ScriptedServer("127.0.0.1", 0, "220 hi", Optional.of(company.server("localhost")));
    }

    private Ending send(Transport transport) throws Exception {
        SmtpLink link = new SmtpLink("hub.example", Set.of(), Timeouts.STANDARD, tls, network, new FakeExchangers(),
                new SystemHosts(), new Random(1), Instant::now, List.of());
        Route route = new Route("far", List.of(), Window.ALWAYS, "always", "lan", transport, 1, Duration.ofMinutes(1),
                Duration.ofHours(1), AtClose.DRAIN, 1_000_000);
        ScriptedSupply supply = new ScriptedSupply(one);
        link.open(new Call(route, Optional.empty(), Instant.MAX), supply);
        Ending ending = supply.ending();
        assertEquals(ending instanceof Ending.Finished ? 0 : 1, supply.left());
        return ending;
    }

    private Ending send(ScriptedServer server, Tls how, PeerTrust trust) throws Exception {
        return send(host("localhost", server, how, trust));
    }

    private static Transport host(String name, ScriptedServer server, Tls how, PeerTrust trust) {
        return new Transport.Smtp(Optional.of(name), server.port(), new PeerPolicy(how).with(trust));
    }

    private static PeerTrust authority(Path file) {
        return new PeerTrust(Optional.of(file.toString()), Set.of(), Optional.empty());
    }

    private static PeerTrust pinned(String... fingerprints) {
        Set<Fingerprint> all = new HashSet<>();
        for (String text : fingerprints)
            all.add(Fingerprint.parse(text));
        return new PeerTrust(Optional.empty(), all, Optional.empty());
    }

    private PeerTrust shows(Path certificate, Path key) throws Exception {
        return new PeerTrust(Optional.of(company.certificate("ca").toString()), Set.of(),
                Optional.of(new PeerTrust.Identity(certificate.toString(), key.toString())));
    }

    private static String refused(Ending ending) {
        return assertInstanceOf(Ending.TlsRefused.class, ending).reply().text();
    }

    @Test
    void anAuthorityOfTheRoutesOwnIsTrusted() throws Exception {
        try (ScriptedServer server = server()) {
            assertEquals("no TLS: its certificate comes from no authority that is trusted for this route",
                    refused(send(server, Tls.MUST, PeerTrust.USUAL)));
            assertEquals(new Ending.Finished(), send(server, Tls.MUST, authority(company.certificate("ca"))));
        }
    }

    @Test
    void anotherAuthorityOrAnotherNameIsNot() throws Exception {
        try (ScriptedServer server = server()) {
            assertEquals("no TLS: its certificate comes from no authority that is trusted for this route",
                    refused(send(server, Tls.MUST, authority(other.certificate("ca")))));
            String name = refused(send(host("127.0.0.1", server, Tls.MUST, authority(company.certificate("ca")))));
            assertTrue(name.contains("127.0.0.1"), name);
            assertFalse(server.heard().stream().anyMatch(line -> line.startsWith("MAIL")));
        }
    }

    @Test
    void aRenewedAuthorityCountsFromTheNextSessionOn() throws Exception {
        Path file = Files.copy(other.certificate("ca"), folder.resolve("ca.pem"));
        try (ScriptedServer server = server()) {
            refused(send(server, Tls.MUST, authority(file)));
            Files.copy(company.certificate("ca"), file, StandardCopyOption.REPLACE_EXISTING);
            assertEquals(new Ending.Finished(), send(server, Tls.MUST, authority(file)));
            Files.writeString(file, "nothing");
            assertEquals("no TLS: " + file + " can't be read as certificates; expected PEM: No certificate data found",
                    refused(send(server, Tls.MUST, authority(file))));
            Files.delete(file);
            assertTrue(refused(send(server, Tls.MUST, authority(file))).contains(file.toString()));
        }
    }

    @Test
    void nothingGoesInClearWhileOurOwnFilesCanNotBeUsed() throws Exception {
        Path half = Files.writeString(folder.resolve("half.pem"), "-----BEGIN CERTIFICATE-----");
        try (ScriptedServer server = server()) {
            String why = refused(send(server, Tls.MAY, shows(half, half)));
            assertTrue(why.contains(half.toString()), why);
            Path gone = folder.resolve("gone.pem");
            assertTrue(refused(send(server, Tls.MAY, shows(gone, half))).contains(gone.toString()));
            assertFalse(server.heard().stream().anyMatch(line -> line.startsWith("MAIL")));
        }
    }

    @Test
    void aFingerprintIsEnoughForACertificateThatNobodyKnows() throws Exception {
        byte[] certificate = TestAuthority.hash(company.store().getCertificate("localhost").getEncoded());
        byte[] key = TestAuthority.hash(company.store().getCertificate("localhost").getPublicKey().getEncoded());
        String wrong = "00".repeat(32);
        try (ScriptedServer server = server()) {
            String colons = String.join(":", HexFormat.of().formatHex(certificate).toUpperCase(Locale.ROOT)
                    .split("(?<=\\G..)"));
            assertEquals(new Ending.Finished(), send(host("127.0.0.1", server, Tls.MUST, pinned(wrong, colons))));
            assertEquals(new Ending.Finished(),
                    send(server, Tls.MUST, pinned(Base64.getEncoder().encodeToString(key))));
            String why = refused(send(server, Tls.MUST, pinned(wrong)));
            assertEquals("no TLS: its certificate has none of the route's fingerprints, but "
                    + Fingerprint.of(certificate).hex(), why);
        }
    }

    @Test
    void withAnAuthorityBothHaveToFit() throws Exception {
        byte[] certificate = TestAuthority.hash(company.store().getCertificate("localhost").getEncoded());
        Optional<String> authority = Optional.of(company.certificate("ca").toString());
        try (ScriptedServer server = server()) {
            PeerTrust both = new PeerTrust(authority, Set.of(Fingerprint.of(certificate)), Optional.empty());
            assertEquals(new Ending.Finished(), send(server, Tls.MUST, both));
            refused(send(host("127.0.0.1", server, Tls.MUST, both)));
            refused(send(server, Tls.MUST,
                    new PeerTrust(authority, Set.of(Fingerprint.parse("00".repeat(32))), Optional.empty())));
        }
    }

    @Test
    void aCertificateOfOursIsShown() throws Exception {
        PeerTrust ours = shows(company.certificate("hub.example"), company.key("hub.example"));
        try (ScriptedServer server = server().wantsCertificate()) {
            assertEquals(new Ending.Finished(), send(server, Tls.MUST, ours));
            assertTrue(server.heard().contains("(from CN=hub.example)"), server.heard()::toString);
        }
        try (ScriptedServer server = server().wantsCertificate().securedAtOnce()) {
            assertEquals(new Ending.Finished(), send(server, Tls.IMPLICIT, ours));
        }
    }

    @Test
    void oursThatIsNotTakenIsTold() throws Exception {
        try (ScriptedServer server = server().wantsCertificate()) {
            refused(send(server, Tls.MUST, shows(other.certificate("hub.example"), other.key("hub.example"))));
            refused(send(server, Tls.MUST, authority(company.certificate("ca"))));
        }
    }

    @Test
    void aKeyThatBelongsToAnotherCertificateIsTold() throws Exception {
        Path key = company.key("localhost");
        Path certificate = company.certificate("hub.example");
        try (ScriptedServer server = server().wantsCertificate()) {
            assertEquals("no TLS: key " + key + " does not belong to certificate " + certificate
                    + "; expected the key that the first certificate in the file was made with",
                    refused(send(server, Tls.MUST, shows(certificate, key))));
        }
    }

    @Test
    void whoOffersNoTlsWhereItMustBeIsTold() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            assertEquals("TLS is required and the site does not offer it",
                    refused(send(server, Tls.MUST, PeerTrust.USUAL)));
            assertEquals("no TLS: the site speaks no TLS there",
                    refused(send(server, Tls.IMPLICIT, PeerTrust.USUAL)));
        }
    }

    @Test
    void whoIsNotTrustedLeavesItToTheNextHost() throws Exception {
        try (ScriptedServer first = new ScriptedServer("127.0.0.1", 0, "220 hi",
                Optional.of(other.server("localhost"))); ScriptedServer second = server()) {
            PeerPolicy policy = new PeerPolicy(Tls.MUST).with(authority(company.certificate("ca")));
            assertEquals(new Ending.Finished(), send(new Transport.Hosts(List.of(
                    new SiteHost("localhost", first.port(), 1), new SiteHost("localhost", second.port(), 2)),
                    Probe.USUAL, policy)));
            assertEquals(Set.of("(secured)"), new TreeSet<>(first.heard().stream()
                    .filter(line -> line.startsWith("(s")).toList()));
        }
    }
}

package org.packetboat.connectors.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.mime.MimeFitting;
import org.packetboat.connectors.smtp.client.MailExchangers.Exchanger;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.ScriptedSupply;
import org.packetboat.protocols.smtp.client.Timeouts;

class SmtpLinkTest {
    private static final String HI = "Subject: hi\r\n\r\nhello\r\n";

    private final ClientNetwork network = new ClientNetwork();
    private final Transfer one = mail(1, HI, "b@far.example");
    private final Transfer two = mail(2, HI, "c@far.example");

    @AfterEach
    void close() {
        network.close();
    }

    private SmtpLink link(MailExchangers exchangers, ClientTls tls) throws Exception {
        return new SmtpLink("hub.example", new Ourselves(Set.of("hub.example"), "1a2b"), Timeouts.STANDARD, tls,
                network,
                exchangers, new SystemHosts(), HostOrder.byPreference(new Random(1)), new MimeFitting(), Fetches.NONE,
                new Random(1), Instant::now, List.of());
    }

    private static Call call(Transport transport, long rate) {
        Domain far = new Domain("far.example");
        return new Call(
                new Route("far", List.of(new DomainPattern.Exactly(far)), Window.ALWAYS, "always", "lan", transport,
                        1, Duration.ofMinutes(1), Duration.ofHours(1), AtClose.DRAIN, rate),
                transport.perDomain() ? Optional.of(far) : Optional.empty(), Instant.MAX);
    }

    private static ScriptedServer us() throws Exception {
        return new ScriptedServer("127.0.0.1", 0, "220 hi").offers("XTRANSID 1a2b").called("hub.example");
    }

    private static Transport host(String name, int port, Tls tls) {
        return new Transport.Smtp(Optional.of(name), port, tls);
    }

    private static Transport byDomain(int port) {
        return new Transport.Smtp(Optional.empty(), port, Tls.OFF);
    }

    private ScriptedSupply send(SmtpLink link, Transport transport, Transfer... mails) throws Exception {
        ScriptedSupply supply = new ScriptedSupply(mails);
        link.open(call(transport, 1_000_000), supply);
        supply.ending();
        return supply;
    }

    private ScriptedSupply send(MailExchangers exchangers, Transport transport, Transfer... mails) throws Exception {
        return send(link(exchangers, new ClientTls()), transport, mails);
    }

    private void assertDelivered(ScriptedSupply supply) throws Exception {
        assertEquals(new Ending.Finished(), supply.ending());
        assertInstanceOf(Outcome.Delivered.class, supply.outcome(one, "b@far.example"));
    }

    private void assertRefused(String status, ScriptedSupply supply) throws Exception {
        assertEquals(new Ending.Finished(), supply.ending());
        assertEquals(status, ((Outcome.Refused) supply.outcome(one, "b@far.example")).reply().status());
        assertEquals(status, ((Outcome.Refused) supply.outcome(two, "c@far.example")).reply().status());
    }

    @Test
    void deliversToANamedHost() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            ScriptedSupply supply = send(new FakeExchangers(), host("localhost", server.port(), Tls.OFF), one, two);
            assertDelivered(supply);
            assertInstanceOf(Outcome.Delivered.class, supply.outcome(two, "c@far.example"));
            assertEquals(1, server.heard().stream().filter(line -> line.startsWith("EHLO")).count());
        }
    }

    @Test
    void connectsFromTheAddressItIsBoundTo() throws Exception {
        InetAddress ours = InetAddress.getByName("127.0.0.7");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ScriptedSupply supply = new ScriptedSupply(one);
            link(new FakeExchangers(), new ClientTls()).bound(List.of(InetAddress.getByName("::1"), ours))
                    .open(call(host("127.0.0.1", server.getLocalPort(), Tls.OFF), 1), supply);
            try (var connection = server.accept()) {
                assertEquals(ours, connection.getInetAddress());
            }
            supply.ending();
        }
    }

    @Test
    void sendsABigMessageOverASlowRouteUnchanged() throws Exception {
        byte[] text = "0123456789abc\r\n".repeat(100_000).getBytes();
        Transfer big = mail(1, text, "b@far.example");
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            ScriptedSupply supply = new ScriptedSupply(big);
            link(new FakeExchangers(), new ClientTls())
                    .open(call(host("127.0.0.1", server.port(), Tls.OFF), 1), supply);
            assertEquals(new Ending.Finished(), supply.ending());
            assertEquals(100_000, server.heard().stream().filter("0123456789abc"::equals).count());
            assertTrue(supply.progress() > 1_000_000);
        }
    }

    @Test
    void deliversToAnAddressLiteral() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            assertDelivered(send(new FakeExchangers(), host("127.0.0.1", server.port(), Tls.OFF), one));
            assertDelivered(send(new FakeExchangers(), host("[127.0.0.1]", server.port(), Tls.OFF), one));
        }
    }

    @Test
    void deliversOverLmtp() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            assertDelivered(send(new FakeExchangers(), new Transport.Lmtp("127.0.0.1", server.port()), one));
            assertTrue(server.heard().contains("LHLO hub.example"));
        }
    }

    @Test
    void triesEveryAddressOfEveryExchangerByPreference() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.4", 0, "220 hi");
                ScriptedServer refusing = new ScriptedServer("127.0.0.3", server.port(), "554 no mail here")) {
            FakeExchangers dns = new FakeExchangers()
                    .domain("far.example", new Exchanger(20, "backup.example"), new Exchanger(10, "main.example"),
                            new Exchanger(5, "gone.example"))
                    .host("main.example", "127.0.0.2", "127.0.0.3").host("backup.example", "127.0.0.4");
            assertDelivered(send(dns, byDomain(server.port()), one));
            assertTrue(refusing.heard().isEmpty());
        }
    }

    @Test
    void refusesMailThatWouldComeBackToUsByAnyName() throws Exception {
        try (ScriptedServer us = us()) {
            assertRefused("5.4.6", send(new FakeExchangers(), host("localhost", us.port(), Tls.OFF), one, two));
            FakeExchangers dns = new FakeExchangers().domain("far.example", new Exchanger(10, "alias.example"))
                    .host("alias.example", "127.0.0.1");
            assertRefused("5.4.6", send(dns, byDomain(us.port()), one, two));
            assertFalse(us.heard().stream().anyMatch(line -> line.startsWith("MAIL")));
        }
    }

    @Test
    void anotherServerThanUsIsTakenForWhatItIs() throws Exception {
        try (ScriptedServer other = new ScriptedServer("127.0.0.1", 0, "220 hub.example").offers("XTRANSID 1a2c");
                ScriptedServer us = new ScriptedServer("127.0.0.2", other.port(), "220 hi").offers("XTRANSID 1a2b")
                        .called("hub.example")) {
            FakeExchangers dns = new FakeExchangers().domain("far.example", new Exchanger(10, "both.example"))
                    .host("both.example", "127.0.0.2", "127.0.0.1");
            assertDelivered(send(dns, byDomain(us.port()), one));
        }
    }

    @Test
    void whileAnotherHostIsDownItWaits() throws Exception {
        try (ScriptedServer us = us()) {
            FakeExchangers dns = new FakeExchangers().domain("far.example", new Exchanger(10, "both.example"))
                    .host("both.example", "127.0.0.1", "127.0.0.3");
            assertInstanceOf(Ending.Unreached.class, send(dns, byDomain(us.port()), one).ending());
        }
    }

    @Test
    void whatTheMainExchangerCanNotBeFoundForWaitsThoughWeAreTheBackup() throws Exception {
        try (ScriptedServer us = us()) {
            FakeExchangers dns = new FakeExchangers().host("backup.example", "127.0.0.1").domain("far.example",
                    new Exchanger(10, "main.example"), new Exchanger(20, "backup.example"));
            assertWaits("4.4.4", send(dns, byDomain(us.port()), one));
            assertWaits("4.4.3", send(dns.unsure("main.example"), byDomain(us.port()), one));
            assertWaits("4.4.1", send(dns.host("main.example"), byDomain(us.port()), one));
            assertWaits("4.4.1", send(dns.host("main.example", "127.0.0.3"), byDomain(us.port()), one));
        }
    }

    private static void assertWaits(String status, ScriptedSupply supply) throws Exception {
        assertEquals(status, assertInstanceOf(Ending.Unreached.class, supply.ending()).reply().status());
        assertEquals(1, supply.left());
    }

    @Test
    void aMachineWithTheNumberOfOurFolderUnderAnotherNameIsNotUs() throws Exception {
        try (ScriptedServer twin = us().called("twin.example")) {
            assertDelivered(send(new FakeExchangers(), host("localhost", twin.port(), Tls.OFF), one));
        }
    }

    @Test
    void goesToTheDomainItselfWhereThereIsNoExchanger() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            FakeExchangers dns = new FakeExchangers().domain("far.example").host("far.example", "127.0.0.1");
            assertDelivered(send(dns, byDomain(server.port()), one));
        }
    }

    @Test
    void refusesMailForADomainThatTakesNone() throws Exception {
        FakeExchangers dns = new FakeExchangers().domain("far.example", new Exchanger(0, ""));
        assertRefused("5.1.10", send(dns, byDomain(25), one, two));
    }

    @Test
    void refusesMailForADomainThatDoesNotExist() throws Exception {
        assertRefused("5.1.2", send(new FakeExchangers(), byDomain(25), one, two));
    }

    @Test
    void refusesMailForADomainThatDnsCannotName() throws Exception {
        Domain long64 = new Domain("x".repeat(64) + ".example");
        ScriptedSupply supply = new ScriptedSupply(one, two);
        Route route = call(byDomain(25), 1).route();
        link(new FakeExchangers(), new ClientTls()).open(new Call(route, Optional.of(long64), Instant.MAX),
                supply);
        assertRefused("5.1.2", supply);
    }

    @Test
    void endsTheSessionWhenSomethingHereFails() throws Exception {
        ScriptedSupply failing = new ScriptedSupply(one) {
            @Override
            public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
                throw new IllegalStateException("a mistake");
            }
        };
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            link(new FakeExchangers(), new ClientTls())
                    .open(call(host("127.0.0.1", server.port(), Tls.OFF), 1), failing);
            assertInstanceOf(Ending.Dropped.class, failing.ending());
        }
    }

    @Test
    void refusesMailForADomainWhoseExchangersHaveNoAddress() throws Exception {
        FakeExchangers dns = new FakeExchangers().domain("far.example", new Exchanger(1, "gone.example"));
        assertRefused("5.4.4", send(dns, byDomain(25), one, two));
    }

    @Test
    void refusesMailThatWouldComeBackToThisServer() throws Exception {
        FakeExchangers dns = new FakeExchangers().domain("far.example", new Exchanger(10, "Hub.example"),
                new Exchanger(20, "other.example"), new Exchanger(10, "peer.example"));
        assertRefused("5.4.6", send(dns, byDomain(25), one, two));
    }

    @Test
    void keepsMailWhileDnsFails() throws Exception {
        FakeExchangers dns = new FakeExchangers().domain("far.example", new Lookup.Failed<>("SERVFAIL"));
        ScriptedSupply supply = send(dns, byDomain(25), one);
        assertEquals("4.4.3", ((Ending.Unreached) supply.ending()).reply().status());
        assertEquals(1, supply.left());
    }

    @Test
    void keepsMailWhileNobodyListens() throws Exception {
        try (Socket bound = new Socket()) { // taken, and nobody listens on it
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            int port = bound.getLocalPort();
            ScriptedSupply supply = send(new FakeExchangers(), host("127.0.0.1", port, Tls.OFF), one);
            assertEquals("4.4.1", ((Ending.Unreached) supply.ending()).reply().status());
            assertEquals(1, supply.left());
            ScriptedSupply nameless = send(new FakeExchangers(), host("no-such-host.invalid", port, Tls.OFF), one);
            assertEquals("4.4.3", ((Ending.Unreached) nameless.ending()).reply().status());
        }
    }

    @Test
    void whoHangsUpOnEhloIsCalledAgainWithHelo() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi").old()) {
            assertDelivered(send(new FakeExchangers(), host("127.0.0.1", server.port(), Tls.MAY), one));
            assertEquals(List.of("EHLO hub.example", "HELO hub.example"), server.heard().subList(0, 2));
        }
    }

    @Test
    void whoHangsUpOnEhloIsNotSpokenToWithoutTlsThatMustBe() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi").old()) {
            ScriptedSupply supply = send(new FakeExchangers(), host("127.0.0.1", server.port(), Tls.MUST), one);
            assertInstanceOf(Ending.Unreached.class, supply.ending());
            assertEquals(List.of("EHLO hub.example"), server.heard());
        }
    }

    @Test
    void eightBitTextIsConvertedForWhoTakesNone() throws Exception {
        Transfer mail = mail(1, "Subject: hi\r\n\r\nBr\u00f6tchen\r\n", "b@far.example");
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi").old()) {
            ScriptedSupply supply = send(new FakeExchangers(), host("127.0.0.1", server.port(), Tls.MAY), mail);
            assertEquals(new Ending.Finished(), supply.ending());
            assertTrue(server.heard().contains("Br=C3=B6tchen"), server.heard()::toString);
        }
    }

    @Test
    void encryptsWithACertificateThatIsTrustedAndNamesTheHost(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi", Optional.of(certificate.server()))) {
            SmtpLink link = link(new FakeExchangers(), new ClientTls(certificate.client()));
            assertDelivered(send(link, host("localhost", server.port(), Tls.MUST), one));
            assertEquals(List.of("EHLO hub.example", "STARTTLS", "(secured)", "EHLO hub.example"),
                    server.heard().subList(0, 4));
        }
    }

    @Test
    void sendsNothingOverTlsThatMustBeCheckedAndFails(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi", Optional.of(certificate.server()))) {
            SmtpLink untrusting = link(new FakeExchangers(), new ClientTls());
            assertInstanceOf(Ending.TlsRefused.class,
                    send(untrusting, host("localhost", server.port(), Tls.MUST), one).ending());
            SmtpLink trusting = link(new FakeExchangers(), new ClientTls(certificate.client()));
            assertInstanceOf(Ending.TlsRefused.class,
                    send(trusting, host("127.0.0.1", server.port(), Tls.MUST), one).ending());
            assertFalse(server.heard().stream().anyMatch(line -> line.startsWith("MAIL")));
        }
    }

    @Test
    void encryptsToAnybodyWhereTlsMayBe(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi", Optional.of(certificate.server()))) {
            assertDelivered(send(new FakeExchangers(), host("127.0.0.1", server.port(), Tls.MAY), one));
            assertEquals("(secured)", server.heard().get(2));
        }
    }

    @Test
    void connectsAnewInClearWhereTlsMayBeAndFails() throws Exception {
        SSLContext withoutKeys = SSLContext.getInstance("TLS");
        withoutKeys.init(null, null, null);
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi", Optional.of(withoutKeys))) {
            assertDelivered(send(new FakeExchangers(), host("127.0.0.1", server.port(), Tls.MAY), one));
            assertEquals(2, server.heard().stream().filter(line -> line.startsWith("EHLO")).count());
        }
    }

    @Test
    void stopsBeforeItIsConnected() throws Exception {
        ScriptedSupply supply = new ScriptedSupply(one);
        // Nothing answers: the connection is not accepted, and the greeting never comes.
        try (ServerSocket silent = new java.net.ServerSocket(0, 1,
                java.net.InetAddress.getLoopbackAddress())) {
            Link.Session session = link(new FakeExchangers(), new ClientTls())
                    .open(call(host("127.0.0.1", silent.getLocalPort(), Tls.OFF), 1_000_000), supply);
            session.stop(false, "window closed");
            session.stop(true, "again");
            assertEquals(new Ending.Stopped("window closed"), supply.ending());
            assertEquals(1, supply.left());
        }
    }

    @Test
    void opensNoRouteThatIsNotReachedOverIp() throws Exception {
        SmtpLink link = link(new FakeExchangers(), new ClientTls());
        assertThrows(IllegalArgumentException.class,
                () -> link.open(call(new Transport.Maildir("/tmp"), 1), new ScriptedSupply()));
    }
}

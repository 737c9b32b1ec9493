package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.smtp.server.FakeIntake;
import org.packetboat.protocols.smtp.server.ListenerRules;
import org.packetboat.protocols.smtp.server.ListenerRules.Encryption;
import org.packetboat.protocols.smtp.server.ListenerRules.Protocol;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.HarvestGuard;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.syntax.Network;

/** A server that listens in several places, each by its own rules. */
class SmtpListenersTest {
    private static final String GREETING = "220 hub.example.com ESMTP Packetboat";
    private static final SmtpServerSettings MAIN = SmtpServerSettings.plain(
            SmtpServerSettings.listenAddress("127.0.0.1:0"), new Domain("hub.example.com"),
            List.of(Network.parse("10.0.0.0/8")));
    private static final List<Network> LOOPBACK = List.of(Network.parse("127.0.0.1"));

    @TempDir
    Path folder;
    private final FakeIntake intake = new FakeIntake();
    private SmtpServer server;

    @AfterEach
    void close() {
        if (server != null) server.close();
    }

    private void start(SmtpServerSettings... settings) {
        server = make(settings).start();
    }

    private SmtpServer make(SmtpServerSettings... settings) {
        return new SmtpServer(List.of(settings), intake, domain -> domain.name().equals("example.com"),
                InstantSource.system(), PickUp.NONE, Claims.NONE, BranchReports.NONE, HarvestGuard.NONE,
                () -> Accounts.NONE, _ -> {});
    }

    private RealClient client(int listener) {
        return new RealClient((InetSocketAddress) server.addresses().get(listener));
    }

    private static ListenerRules rules(Protocol protocol, Encryption encryption) {
        return new ListenerRules(protocol, encryption, false, "Packetboat", Long.MAX_VALUE, List.of());
    }

    private static void sends(RealClient client) {
        client.say("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\nDATA").expect("250 2.1.0 Ok")
                .expect("250 2.1.5 Ok").expect("354 End data with <CR><LF>.<CR><LF>").say("x\r\n.").expectQueued();
    }

    @Test
    void eachListenerHasItsOwnRulesAndAllEndTogether() throws Exception {
        SmtpServerSettings tls = MAIN.withTls(SelfSigned.in(folder));
        start(MAIN, tls.withRules(rules(Protocol.SMTP, Encryption.IMPLICIT)),
                MAIN.withRules(rules(Protocol.LMTP, Encryption.OFFERED)));
        try (RealClient plain = client(0).expect(GREETING);
                RealClient secure = client(1).secure().expect(GREETING);
                RealClient lmtp = client(2).expect("220 hub.example.com LMTP Packetboat")) {
            sends(plain.say("EHLO x").expectOffer("HELP"));
            sends(secure.say("EHLO x").expectOffer("HELP"));
            sends(lmtp.say("LHLO x").expectOffer("HELP"));
            assertTrue(intake.stored.get(1).text().contains(" with ESMTPS id "), intake.stored.get(1)::text);
            assertTrue(intake.stored.get(2).text().contains(" with LMTP id "), intake.stored.get(2)::text);
            assertEquals(3, server.connections());
            server.close();
            for (RealClient each : List.of(plain, secure, lmtp))
                each.expect("421 4.3.2 Server is stopping; try again later");
        }
    }

    @Test
    void whoeverSpeaksInClearWhereAllIsEncryptedHearsNothing() throws Exception {
        start(MAIN.withTls(SelfSigned.in(folder)).withRules(rules(Protocol.SMTP, Encryption.IMPLICIT)));
        try (RealClient client = client(0)) {
            client.say("EHLO x").expectEndOfGarbage();
        }
        assertEquals(List.of(), intake.stored);
    }

    @Test
    void listensOnAUnixSocketThatIsOfItsUserAndGroup() throws IOException {
        Path file = folder.resolve("smtp.sock");
        start(MAIN, MAIN.at(UnixDomainSocketAddress.of(file)));
        assertEquals(PosixFilePermissions.fromString("rw-rw----"), Files.getPosixFilePermissions(file));
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            assertEquals(GREETING, in.readLine());
            channel.write(ByteBuffer.wrap("QUIT\r\n".getBytes(StandardCharsets.UTF_8)));
            assertEquals("221 2.0.0 Bye", in.readLine());
        }
        server.close();
        assertFalse(Files.exists(file));
    }

    @Test
    void aSocketThatAKilledServerLeftIsTakenAwayOthersAreNot() throws IOException {
        Path left = folder.resolve("left.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(left)).close();
        start(MAIN.at(UnixDomainSocketAddress.of(left)));
        UncheckedIOException taken = assertThrows(UncheckedIOException.class,
                () -> make(MAIN.at(UnixDomainSocketAddress.of(left))).start());
        assertEquals("smtp can't listen on " + left + ": another program listens there", taken.getMessage());
        Path letter = Files.writeString(folder.resolve("letter"), "Dear Anna");
        UncheckedIOException noSocket = assertThrows(UncheckedIOException.class,
                () -> make(MAIN.at(UnixDomainSocketAddress.of(letter))).start());
        assertEquals("smtp can't listen on " + letter
                + ": there is a file that is no socket; give it another name, or remove it", noSocket.getMessage());
        assertEquals("Dear Anna", Files.readString(letter));
        assertTrue(Files.exists(left), "the server still listens there");
    }

    @Test
    void ifOneCanNotListenNoneDoes() throws IOException {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.one());
        try (ServerSocket taken = new ServerSocket(0)) {
            SmtpServer none = make(MAIN.at(free),
                    MAIN.at(SmtpServerSettings.listenAddress("127.0.0.1:" + taken.getLocalPort())));
            assertThrows(UncheckedIOException.class, none::start);
            assertThrows(UncheckedIOException.class, () -> new RealClient(free));
        }
    }

    private static byte[] header(HAProxyProtocolVersion version, HAProxyCommand command, String source) {
        boolean six = source.contains(":");
        EmbeddedChannel channel = new EmbeddedChannel(HAProxyMessageEncoder.INSTANCE);
        channel.writeOutbound(command == HAProxyCommand.LOCAL
                ? new HAProxyMessage(version, command, HAProxyProxiedProtocol.UNKNOWN, null, null, 0, 0)
                : new HAProxyMessage(version, command,
                        six ? HAProxyProxiedProtocol.TCP6 : HAProxyProxiedProtocol.TCP4, source,
                        six ? "2001:db8::1" : "192.0.2.1", 40_000, 25));
        ByteBuf bytes = channel.readOutbound();
        try {
            return ByteBufUtil.getBytes(bytes);
        } finally {
            bytes.release();
        }
    }

    private static String relays(RealClient client) {
        return client.say("EHLO x").expectOffer("HELP").say("MAIL FROM:<a@example.org>").expect("250 2.1.0 Ok")
                .say("RCPT TO:<b@elsewhere.example>").hear();
    }

    @Test
    void balancersSayByThePROXYProtocolForWhomTheyConnect() {
        start(MAIN.behind(LOOPBACK));
        for (HAProxyProtocolVersion version : HAProxyProtocolVersion.values()) {
            try (RealClient ours = client(0).send(header(version, HAProxyCommand.PROXY, "10.1.2.3")).expect(GREETING);
                    RealClient stranger = client(0).send(header(version, HAProxyCommand.PROXY, "2001:db8::7"))
                            .expect(GREETING)) {
                assertEquals("250 2.1.5 Ok", relays(ours));
                assertEquals("554 5.7.1 Relay access denied", relays(stranger));
            }
        }
    }

    @Test
    void aBalancerSpeaksForItselfAndWhoeverItDoesNotKnowMayRelayNothing() {
        SmtpServerSettings here = SmtpServerSettings.plain(SmtpServerSettings.listenAddress("127.0.0.1:0"),
                new Domain("hub.example.com"), LOOPBACK);
        start(here.behind(LOOPBACK));
        try (RealClient itself = client(0).send(header(HAProxyProtocolVersion.V2, HAProxyCommand.LOCAL, ""))
                .expect(GREETING);
                RealClient unknown = client(0).send("PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII))
                        .expect(GREETING)) {
            assertEquals("250 2.1.5 Ok", relays(itself));
            assertEquals("554 5.7.1 Relay access denied", relays(unknown));
        }
    }

    @Test
    void theHeaderComesBeforeTheEncryption() throws Exception {
        start(MAIN.withTls(SelfSigned.in(folder)).withRules(rules(Protocol.SMTP, Encryption.IMPLICIT))
                .behind(LOOPBACK));
        try (RealClient client = client(0).send(header(HAProxyProtocolVersion.V2, HAProxyCommand.PROXY, "10.1.2.3"))
                .secure().expect(GREETING)) {
            assertEquals("250 2.1.5 Ok", relays(client));
        }
    }

    @Test
    void aBalancerThatDoesNotSayItIsNotHeard() {
        start(MAIN.behind(LOOPBACK));
        try (RealClient client = client(0)) {
            client.say("EHLO x.example\r\nMAIL FROM:<a@example.org>").expectEnd();
        }
    }

    @Test
    void othersMayNotSayForWhomTheyConnect() {
        start(MAIN.behind(List.of(Network.parse("192.0.2.1"))));
        try (RealClient client = client(0).expect(GREETING)) {
            client.send(header(HAProxyProtocolVersion.V1, HAProxyCommand.PROXY, "10.1.2.3"))
                    .expect("500 5.5.2 Command not recognised");
        }
    }
}

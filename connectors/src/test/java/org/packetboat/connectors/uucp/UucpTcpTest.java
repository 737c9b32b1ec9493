package org.packetboat.connectors.uucp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;
import org.packetboat.connectors.serial.Reception;
import org.packetboat.connectors.serial.Sessions;
import org.packetboat.connectors.serial.SocketLink;
import org.packetboat.connectors.serial.SocketListener;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.login.ChatScript;
import org.packetboat.protocols.login.LoginThrottle;
import org.packetboat.protocols.login.PasswordCheck;
import org.packetboat.protocols.uucp.exchange.Mails;
import org.packetboat.protocols.uucp.exchange.TestIntake;
import org.packetboat.protocols.uucp.exchange.TestSupply;
import org.packetboat.protocols.uucp.exchange.UucpSession;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** Two of ours over a real socket, with login and real spools. */
class UucpTcpTest {
    private static final UucpSettings HUB = UucpSettings.on(LineTiming.of(1_000_000), "hub", "hub.example.com");
    private static final UucpSettings DENVER = UucpSettings.on(LineTiming.of(1_000_000), "denver",
            "denver.example.com");

    @TempDir
    private Path folder;

    private final TestSupply out = new TestSupply();
    private final TestSupply in = new TestSupply();
    private final TestIntake hub = new TestIntake();
    private final TestIntake denver = new TestIntake();
    private final CountDownLatch over = new CountDownLatch(2);

    /** The hub calls, Denver is called. */
    private final class Both implements Sessions {
        private final SpoolFolder hubs = new SpoolFolder(folder.resolve("hub"));
        private final SpoolFolder denvers = new SpoolFolder(folder.resolve("denver"));

        @Override
        public LinkSession calling(Transport.Uucp site, long rate) {
            return UucpSession.calling(site.node(), HUB, hubs.forCall(site.node()).orElseThrow());
        }

        @Override
        public LinkSession called(String login, long rate) {
            return UucpSession.called(_ -> Optional.empty(), DENVER, denvers.forCaller(login, false).orElseThrow());
        }
    }

    private static final class OnlyHub implements PasswordCheck {
        @Override
        public boolean knows(String login) {
            return login.equals("hub");
        }

        @Override
        public boolean admits(String login, String password) {
            return knows(login) && password.equals("s3cret");
        }
    }

    private Call call(int port, String password) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), password + "\n");
        Transport transport = new Transport.Uucp("denver", Optional.of("127.0.0.1:" + port), Optional.of("hub"),
                Optional.of(file.toString()));
        Route route = new Route("denver", List.of(), now -> Optional.empty(), "always", "net", transport, 1,
                Duration.ofMinutes(1), Duration.ofHours(1), AtClose.DRAIN, 1_000_000);
        return new Call(route, Optional.empty(), Instant.MAX);
    }

    private SocketLink link() {
        return new SocketLink(ChatScript.LOGIN, 1_000_000, new Both(), hub, Clock.systemUTC());
    }

    private SocketListener listener() throws IOException {
        Reception reception = new Reception(new OnlyHub(), new LoginThrottle(),
                (_, _, _) -> in.open(over::countDown), new Both(), denver);
        return new SocketListener("net", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000_000,
                reception, Clock.systemUTC());
    }

    @Test
    void carriesMailBothWays() throws Exception {
        out.add(Mails.mail(1, "joe@denver.example.com", Mails.random(200_000, 1)));
        in.add(Mails.mail(2, "ann@hub.example.com", Mails.random(100_000, 2)));
        try (SocketListener listener = listener()) {
            link().open(call(listener.port(), "s3cret"), out.open(over::countDown));
            assertTrue(over.await(60, TimeUnit.SECONDS));
        }
        assertInstanceOf(Ending.Finished.class, out.lastEnding());
        assertTrue(out.waiting.isEmpty() && in.waiting.isEmpty());
        byte[] arrived = denver.taken.getFirst().bytes();
        assertArrayEquals(Mails.random(200_000, 1),
                Arrays.copyOfRange(arrived, arrived.length - 200_000, arrived.length));
        assertEquals(1, hub.taken.size());
        try (var left = Files.list(folder.resolve("denver/files"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aPortWhereNobodyListensIsUnreached() throws Exception {
        int port = FreePorts.one();
        CountDownLatch ended = new CountDownLatch(1);
        link().open(call(port, "s3cret"), out.open(ended::countDown));
        assertTrue(ended.await(60, TimeUnit.SECONDS));
        assertInstanceOf(Ending.Unreached.class, out.lastEnding());
    }

    @Test
    void aStopBeforeTheLoginEndsTheCall() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CountDownLatch ended = new CountDownLatch(1);
            link().open(call(silent.getLocalPort(), "s3cret"), out.open(ended::countDown)).stop(false, "window closes");
            assertTrue(ended.await(60, TimeUnit.SECONDS));
            assertInstanceOf(Ending.Stopped.class, out.lastEnding());
        }
    }
}

package org.packetboat.connectors.uucp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.Route;

/** Two of ours over a real socket, with real spools. */
class UucpTcpTest {
    private static final UucpSettings HUB = UucpSettings.on(LineTiming.of(1_000_000), "hub", "hub.example.com");
    private static final UucpSettings DENVER = UucpSettings.on(LineTiming.of(1_000_000), "denver",
            "denver.example.com");

    @TempDir private Path folder;

    private final TestSupply out = new TestSupply();
    private final TestSupply in = new TestSupply();
    private final TestIntake hub = new TestIntake();
    private final TestIntake denver = new TestIntake();
    private final CountDownLatch over = new CountDownLatch(2);

    private static Call call() {
        Route route = new Route("denver", List.of(), now -> Optional.empty(), "always", "net",
                new Reach.Maildir("unused"), 1, Duration.ofMinutes(1), Duration.ofHours(1), AtClose.DRAIN, 1_000_000);
        return new Call(route, Optional.empty(), Instant.MAX);
    }

    private UucpTcpLink link(int port) {
        return new UucpTcpLink(HUB, _ -> new Peer("denver", "127.0.0.1", port),
                () -> new FileSpool(folder.resolve("hub")), hub, Clock.systemUTC());
    }

    @Test
    void carriesMailBothWays() throws Exception {
        out.add(Mails.mail(1, "joe@denver.example.com", Mails.random(200_000, 1)));
        in.add(Mails.mail(2, "ann@hub.example.com", Mails.random(100_000, 2)));
        Callers callers = node -> node.equals("hub") ? Optional.of(in.open(over::countDown)) : Optional.empty();
        try (UucpTcpListener listener = new UucpTcpListener(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DENVER, callers,
                () -> new FileSpool(folder.resolve("denver")), denver, Clock.systemUTC())) {
            link(listener.port()).open(call(), out.open(over::countDown));
            assertTrue(over.await(30, TimeUnit.SECONDS));
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
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        CountDownLatch ended = new CountDownLatch(1);
        link(port).open(call(), out.open(ended::countDown));
        assertTrue(ended.await(10, TimeUnit.SECONDS));
        assertInstanceOf(Ending.Unreached.class, out.lastEnding());
    }

    @Test
    void aStopBeforeTheGreetingEndsTheCall() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CountDownLatch ended = new CountDownLatch(1);
            link(silent.getLocalPort()).open(call(), out.open(ended::countDown)).stop(false, "window closes");
            assertTrue(ended.await(10, TimeUnit.SECONDS));
            assertInstanceOf(Ending.Stopped.class, out.lastEnding());
        }
    }
}

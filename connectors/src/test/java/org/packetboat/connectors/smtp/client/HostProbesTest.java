package org.packetboat.connectors.smtp.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Probe;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;

class HostProbesTest {
    private static final Probe QUICK = new Probe(Duration.ofMillis(300), Duration.ofSeconds(5), 2, 2);

    private static final ClientTls ANY_TLS = anyTls();

    private static ClientTls anyTls() {
        return new ClientTls();
    }

    /** A host that greets in this way, until it is closed. */
    private static final class Host implements AutoCloseable {
        private final AtomicInteger calls = new AtomicInteger();
        private final ServerSocket socket;

        Host(int port, String greeting) throws IOException {
            socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> greetAll(greeting));
        }

        private void greetAll(String greeting) {
            while (true) {
                try (Socket client = socket.accept()) {
                    calls.incrementAndGet();
                    client.getOutputStream().write(greeting.getBytes());
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    if (socket.isClosed()) return;
                }
            }
        }

        SiteHost place(int preference) {
            return new SiteHost("127.0.0.1", socket.getLocalPort(), preference);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Route route(String site, List<SiteHost> hosts) {
        return new Route(site, List.of(new DomainPattern.Any()), Window.ALWAYS, "always", "ip",
                new Transport.Hosts(hosts, QUICK, Tls.MAY), 2, Duration.ofMinutes(1), Duration.ofHours(1),
                AtClose.DRAIN,
                1000);
    }

    private static HostProbes.Open open(List<SiteHost> hosts, List<InetAddress> from, boolean busy) {
        return new HostProbes.Open(route("by" + from, hosts), from, busy);
    }

    @Test
    void siteIsDownWhenAllItsHostsAreAndUpWhenOneGreetsAgain() throws IOException, InterruptedException {
        BlockingQueue<Optional<Reply>> news = new LinkedBlockingQueue<>();
        Host good = new Host(0, "220 good\r\n");
        try (Host busy = new Host(0, "554 busy\r\n"); ClientNetwork network = new ClientNetwork()) {
            List<SiteHost> hosts = List.of(good.place(20), busy.place(10));
            try (HostProbes probes = new HostProbes(network, new SystemHosts(), ANY_TLS,
                    () -> List.of(open(hosts, List.of(), false)),
                    (_, why) -> news.add(why)).start()) {
                good.close();
                assertTrue(news.poll(30, TimeUnit.SECONDS).isPresent());
                assertEquals(2, probes.of(hosts, List.of()).size(), "if all are down, all are tried");
                try (Host _ = new Host(good.place(0).port(), "220 good again\r\n")) {
                    assertFalse(news.poll(30, TimeUnit.SECONDS).isPresent());
                    assertEquals(List.of(good.place(20)), probes.of(hosts, List.of()), "only who is up is tried");
                }
            }
        }
    }

    /** On this machine a host of 127.0.0.1 can be seen from 127.0.0.1, and not over a line that is not there. */
    @Test
    void hostsAreLookedAtFromTheAddressesOfTheirLineAndAreDownOverThatOnly() throws Exception {
        BlockingQueue<Optional<Reply>> news = new LinkedBlockingQueue<>();
        List<InetAddress> nowhere = List.of(InetAddress.ofLiteral("192.0.2.1"));
        try (Host good = new Host(0, "220 good\r\n");
                Host other = new Host(0, "220 other\r\n");
                ClientNetwork network = new ClientNetwork()) {
            List<SiteHost> hosts = List.of(good.place(10), other.place(10));
            try (HostProbes probes = new HostProbes(network, new SystemHosts(), ANY_TLS,
                    () -> List.of(open(List.of(hosts.getFirst()), nowhere, false), open(hosts, List.of(), false)),
                    (_, why) -> news.add(why)).start()) {
                await().atMost(Duration.ofSeconds(30)).until(() -> probes
                        .of(hosts, nowhere).equals(List.of(other.place(10))));
                assertEquals(2, probes.of(hosts, List.of()).size());
            }
        }
    }

    /** Who speaks TLS at once says nothing to who waits for words in clear. */
    @Test
    void hostsThatSpeakTlsAtOnceAreLookedAtOverTls(@TempDir Path folder) throws Exception {
        BlockingQueue<Optional<Reply>> news = new LinkedBlockingQueue<>();
        try (ScriptedServer good = new ScriptedServer("127.0.0.1", 0, "220 hi",
                Optional.of(TestCertificate.in(folder).server())).securedAtOnce();
                ClientNetwork network = new ClientNetwork()) {
            Transport.Hosts hosts = new Transport.Hosts(List.of(new SiteHost("127.0.0.1", good.port(), 1)),
                    new Probe(Duration.ofMillis(300), Duration.ofSeconds(5), 1, 1), Tls.IMPLICIT);
            Route route = route("far", hosts.hosts()).reachedBy(hosts);
            try (HostProbes _ = new HostProbes(network, new SystemHosts(), ANY_TLS,
                    () -> List.of(new HostProbes.Open(route, List.of(), false)), (_, why) -> news.add(why)).start()) {
                await().atMost(Duration.ofSeconds(30)).until(
                        () -> good.heard().stream().filter("QUIT"::equals).count() >= 2);
                assertEquals(0, news.size());
            }
        }
    }

    @Test
    void whatALineIsBusyWithIsNotDisturbed() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        AtomicInteger looks = new AtomicInteger();
        BlockingQueue<Optional<Reply>> news = new LinkedBlockingQueue<>();
        try (Host bad = new Host(0, "554 no\r\n");
                ClientNetwork network = new ClientNetwork();
                HostProbes _ = new HostProbes(network, new SystemHosts(), ANY_TLS, () -> {
                    looks.incrementAndGet();
                    return List.of(open(List.of(bad.place(10)), List.of(), busy.get()));
                }, (_, why) -> news.add(why)).start()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> looks.get() > 5);
            assertEquals(0, bad.calls.get());
            busy.set(false);
            assertTrue(news.poll(30, TimeUnit.SECONDS).isPresent());
        }
    }

    /** Where there is no site of several hosts it sleeps for half a minute, but for what is said to it. */
    @Test
    void looksAtOnceWhenThereAreOtherRoutes() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        AtomicReference<List<HostProbes.Open>> now = new AtomicReference<>(List.of());
        HostProbes.Routes routes = new HostProbes.Routes() {
            @Override
            public List<HostProbes.Open> open() {
                looks.incrementAndGet();
                return now.get();
            }

            @Override
            public boolean areThere() {
                return !now.get().isEmpty();
            }
        };
        BlockingQueue<Optional<Reply>> news = new LinkedBlockingQueue<>();
        try (Host bad = new Host(0, "554 no\r\n");
                ClientNetwork network = new ClientNetwork();
                HostProbes probes = new HostProbes(network, new SystemHosts(), ANY_TLS, routes,
                        (_, why) -> news.add(why)).start()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> looks.get() > 0);
            assertNull(news.poll(2, TimeUnit.SECONDS));
            assertEquals(1, looks.get());
            probes.lookSoon();
            await().atMost(Duration.ofSeconds(20)).until(() -> looks.get() > 2);
            now.set(List.of(open(List.of(bad.place(10)), List.of(), false)));
            assertTrue(news.poll(20, TimeUnit.SECONDS).isPresent(), "the node had its routes a little later");
        }
    }
}

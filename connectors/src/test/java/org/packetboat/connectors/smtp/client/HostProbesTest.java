package org.packetboat.connectors.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Probe;
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Tls;
import org.packetboat.engine.route.Window;

class HostProbesTest {
    private static final Probe QUICK = new Probe(Duration.ofMillis(300), Duration.ofSeconds(5), 2, 2);

    /** A host that greets in this way, until it is closed. */
    private static final class Host implements AutoCloseable {
        private final ServerSocket socket;

        Host(int port, String greeting) throws IOException {
            socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> greetAll(greeting));
        }

        private void greetAll(String greeting) {
            while (true) {
                try (Socket client = socket.accept()) {
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

    private static Route route(List<SiteHost> hosts) {
        return new Route("ny", List.of(new DomainPattern.Any()), Window.ALWAYS, "always", "ip",
                new Reach.Hosts(hosts, QUICK, Tls.MAY), 2, Duration.ofMinutes(1), Duration.ofHours(1), AtClose.DRAIN,
                1000);
    }

    @Test
    void siteIsDownWhenAllItsHostsAreAndUpWhenOneGreetsAgain() throws IOException, InterruptedException {
        BlockingQueue<Optional<Reply>> news = new LinkedBlockingQueue<>();
        Host good = new Host(0, "220 good\r\n");
        try (Host busy = new Host(0, "554 busy\r\n"); ClientNetwork network = new ClientNetwork()) {
            List<SiteHost> hosts = List.of(good.place(20), busy.place(10));
            try (HostProbes probes = new HostProbes(network, new SystemHosts(), () -> List.of(route(hosts)),
                    (_, why) -> news.add(why))) {
                good.close();
                assertTrue(news.poll(30, TimeUnit.SECONDS).isPresent());
                assertEquals(2, probes.of(hosts).size(), "if all are down, all are tried");
                try (Host _ = new Host(good.place(0).port(), "220 good again\r\n")) {
                    assertFalse(news.poll(30, TimeUnit.SECONDS).isPresent());
                    assertEquals(List.of(good.place(20)), probes.of(hosts), "only who is up is tried");
                }
            }
        }
    }

    @Test
    void equalHostsTakeTurnsAndPreferredOnesComeFirst() {
        try (ClientNetwork network = new ClientNetwork();
                HostProbes probes = new HostProbes(network, new SystemHosts(), List::of, (_, _) -> {})) {
            List<SiteHost> hosts = List.of(new SiteHost("c", 25, 20), new SiteHost("a", 25, 10),
                    new SiteHost("b", 25, 10));
            List<String> first = probes.of(hosts).stream().map(SiteHost::host).toList();
            List<String> second = probes.of(hosts).stream().map(SiteHost::host).toList();
            assertEquals(List.of("a", "b", "c"), first);
            assertEquals(List.of("b", "a", "c"), second);
        }
    }

    @Test
    void hostIsDownAfterSoManyFailuresInARowAndUpAfterSoManyGreetings() {
        HostHealth health = new HostHealth(new Probe(Duration.ofSeconds(1), Duration.ofSeconds(1), 3, 2));
        Optional<Reply> trouble = Optional.of(new Reply(451, "4.4.1", "refused"));
        for (Optional<Reply> probe : List.of(trouble, trouble, Optional.<Reply>empty(), trouble, trouble))
            assertFalse(health.probed(probe));
        assertTrue(health.probed(trouble));
        assertFalse(health.isUp());
        assertFalse(health.probed(Optional.empty()));
        assertTrue(health.probed(Optional.empty()));
    }
}

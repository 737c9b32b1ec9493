package org.packetboat.connectors.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.smtp.client.Fetch;
import org.packetboat.protocols.smtp.client.Timeouts;
import org.packetboat.protocols.smtp.sasl.SaslLogin;
import org.packetboat.protocols.smtp.text.TextFitting;

/** SMTP over IP keeps what every link promises. */
class SmtpLinkContractTest extends LinkContract {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    private Path folder;

    private final ClientNetwork network = new ClientNetwork();
    private final HeldBook dns = new HeldBook();
    private Optional<ScriptedServer> server = Optional.empty();

    /** DNS that answers when the test says so. */
    private static final class HeldBook implements MailExchangers {
        final CompletableFuture<Lookup<Exchanger>> domain = new CompletableFuture<>();
        final CompletableFuture<Lookup<InetAddress>> first = new CompletableFuture<>();
        final CompletableFuture<Lookup<InetAddress>> second = new CompletableFuture<>();
        final CompletableFuture<String> askedSecond = new CompletableFuture<>();

        @Override
        public CompletionStage<Lookup<Exchanger>> exchangers(String asked) {
            return domain;
        }

        @Override
        public CompletionStage<Lookup<InetAddress>> addresses(String host) {
            if (host.startsWith("first")) return first;
            askedSecond.complete(host);
            return second;
        }
    }

    @AfterEach
    void close() {
        network.close();
        server.ifPresent(ScriptedServer::close);
    }

    private Link.Session open(Transport transport, Supply supply) throws Exception {
        SmtpLink link = new SmtpLink("hub.example", Set.of(), Timeouts.STANDARD, new ClientTls(),
                network, dns, new SystemHosts(), new Random(1), Instant::now, List.of());
        return link.open(to(transport), supply);
    }

    private static Call to(Transport transport) {
        Route route = new Route("far", List.of(), Window.ALWAYS, "always", "lan", transport, 1, Duration.ofMinutes(1),
                Duration.ofHours(1), AtClose.DRAIN, 1_000_000);
        Optional<Domain> domain = transport.perDomain() ? Optional.of(new Domain("far.example")) : Optional.empty();
        return new Call(route, domain, Instant.MAX);
    }

    /** Calls a site that turns the connection round (RFC 2645). @param served what is done as its server */
    private Link.Session turning(Supply supply, Consumer<LinkSession.Event> served) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        server = Optional.of(new ScriptedServer("localhost", 0, "220 hi", Optional.of(certificate.server())));
        Random random = new Random(1);
        SmtpLink link = new SmtpLink("hub.example", new Ourselves(Set.of(), ""), Timeouts.STANDARD,
                new ClientTls(certificate.client()),
                network, dns, new SystemHosts(), HostOrder.byPreference(random), TextFitting.NONE, new Turning(served),
                random,
                Instant::now, List.of());
        return link.open(to(new Transport.Smtp(Optional.of("localhost"), server.get().port(), Tls.MUST)), supply);
    }

    /** Fetches everything, and greets the far side on the connection that is turned round. */
    private record Turning(Consumer<LinkSession.Event> served) implements Fetches {
        @Override
        public Optional<Fetch> of(String site) {
            SaslLogin login = new SaslLogin("hub", "secret", false, false, false, new Random(1));
            return Optional.of(Fetch.By.ATRN.as(Optional.of(login), List.of("hub.example")));
        }

        @Override
        public Consumer<LinkSession.Event> serve(Line line, InetAddress peer) {
            line.send("220 hub.example\r\n".getBytes(StandardCharsets.US_ASCII));
            return served;
        }
    }

    private Link.Session dial(int port, Tls tls, Supply supply) throws Exception {
        return open(new Transport.Smtp(Optional.of("127.0.0.1"), port, tls), supply);
    }

    private Link.Session byDomain(Supply supply) throws Exception {
        return open(new Transport.Smtp(Optional.empty(), 25, Tls.OFF), supply);
    }

    private int greeted(String greeting) throws IOException {
        server = Optional.of(new ScriptedServer("127.0.0.1", 0, greeting));
        return server.get().port();
    }

    @Override
    protected Link.Session call(Supply supply) throws Exception {
        return dial(greeted("220 hi"), Tls.OFF, supply);
    }

    @Test
    void siteIsBusy() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> dial(greeted("421 busy"), Tls.OFF, supply)));
    }

    @Test
    void siteHasNoTlsThoughItMust() throws Exception {
        assertInstanceOf(Ending.TlsRefused.class, endOf(supply -> dial(greeted("220 hi"), Tls.MUST, supply)));
    }

    /** Talks to the one who connects. */
    private interface Reception {
        void take(Socket connection) throws IOException;
    }

    private void received(Supply supply, Reception reception) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, HERE)) {
            dial(listening.getLocalPort(), Tls.OFF, supply);
            try (Socket connection = listening.accept()) {
                reception.take(connection);
            }
        }
    }

    private static void say(Socket connection, String line) throws IOException {
        connection.getOutputStream().write((line + "\r\n").getBytes());
    }

    @Test
    void siteHangsUpAtOnce() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> received(supply, Socket::close)));
    }

    @Test
    void siteHangsUpInTheMiddleOfAMail() throws Exception {
        assertInstanceOf(Ending.Dropped.class, endOf(supply -> received(supply, connection -> {
            say(connection, "220 hi");
            connection.getInputStream().read();
            say(connection, "250 ok");
            connection.getInputStream().readNBytes(30);
        })));
    }

    @Test
    void siteTalksNonsense() throws Exception {
        assertInstanceOf(Ending.Unreached.class,
                endOf(supply -> received(supply, connection -> say(connection, "\0\0\0 what?"))));
    }

    @Test
    void dnsHasAFault() throws Exception {
        assertInstanceOf(Ending.Dropped.class, endOf(supply -> {
            byDomain(supply);
            dns.domain.completeExceptionally(new IllegalStateException("thrown on purpose"));
        }));
    }

    @Test
    void stoppedWhileDnsIsAsked() throws Exception {
        assertEquals(new Ending.Stopped("the window closes"),
                endOf(supply -> byDomain(supply).stop(true, "the window closes")));
        dns.domain.complete(new Lookup.Failed<>("too late"));
    }

    /** One host was tried in vain, the next is being looked up when the window closes. */
    @Test
    void stoppedBetweenTwoHosts() throws Exception {
        dns.domain.complete(new Lookup.Found<>(List.of(new MailExchangers.Exchanger(1, "first.example"),
                new MailExchangers.Exchanger(2, "second.example"))));
        dns.first.complete(new Lookup.Found<>(List.of(InetAddress.ofLiteral("127.0.0.2"))));
        int port = FreePorts.one();
        assertEquals(new Ending.Stopped("the window closes"), endOf(supply -> {
            Link.Session session = open(new Transport.Smtp(Optional.empty(), port, Tls.OFF), supply);
            dns.askedSecond.join();
            session.stop(true, "the window closes");
        }));
        dns.second.complete(new Lookup.Found<>(List.of(HERE)));
    }

    @Test
    void turnedConnectionBreaks() throws Exception {
        assertInstanceOf(Ending.Dropped.class, endOf(supply -> turning(supply, _ -> {
            throw new IllegalStateException("thrown on purpose");
        })));
    }

    @Test
    void turnedConnectionIsStopped() throws Exception {
        CountDownLatch turned = new CountDownLatch(1);
        assertEquals(new Ending.Stopped("the window closes"), endOf(supply -> {
            Link.Session session = turning(supply, _ -> turned.countDown());
            turned.await();
            session.stop(true, "the window closes");
        }));
    }

    @Test
    void serverStopsWhileDnsIsAsked() throws Exception {
        endOf(supply -> {
            byDomain(supply);
            network.close();
        });
    }

    @Test
    void serverHasStopped() throws Exception {
        endOf(supply -> {
            Link.Session session = byDomain(supply);
            network.close();
            session.stop(true, "the server stops");
        });
    }
}

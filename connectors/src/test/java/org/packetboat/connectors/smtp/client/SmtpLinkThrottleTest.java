package org.packetboat.connectors.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.RelayedSupply;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Terms;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.ScriptedSupply;
import org.packetboat.protocols.smtp.client.Timeouts;

/** A line that is shared with others. How long something takes at least does not depend on the machine. */
class SmtpLinkThrottleTest {
    private static final int SIZE = 8_000;
    private static final long RATE = 20_000;

    @TempDir
    private Path folder;
    private final ClientNetwork network = new ClientNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    private ScriptedSupply open(int port, Tls how, ClientTls tls) {
        ScriptedSupply supply = supply();
        open(port, how, tls, Optional.of(RATE), supply);
        return supply;
    }

    private static ScriptedSupply supply() {
        return new ScriptedSupply(
                mail(1, "Subject: hi\r\n\r\n" + "x".repeat(78).concat("\r\n").repeat(SIZE / 80), "b@far.example"));
    }

    private Link.Session open(int port, Tls how, ClientTls tls, Optional<Long> throttle, Supply supply) {
        SmtpLink link = new SmtpLink("hub.example", Set.of(), Timeouts.STANDARD, tls, network, new FakeExchangers(),
                new SystemHosts(), new Random(1), Instant::now, List.of());
        Route route = new Route("far", List.of(), Window.ALWAYS, "always", "lan",
                new Transport.Smtp(Optional.of("localhost"), port, how), 1, Duration.ofMinutes(1), Duration.ofHours(1),
                AtClose.DRAIN, RATE);
        Terms terms = throttle.map(route.terms()::throttled).orElse(route.terms());
        return link.open(new Call(route.on(terms), Optional.empty(), Instant.MAX), supply);
    }

    private static void assertTook(long begin, long bytes) {
        long millis = (System.nanoTime() - begin) / 1_000_000;
        // The last piece need not have left yet.
        long least = (bytes - 1_024) * 1_000 / RATE;
        assertTrue(millis >= least, millis + " ms, and at least " + least);
    }

    @Test
    void mailGoesNoFasterThanTheRouteSays() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            long begin = System.nanoTime();
            assertEquals(new Ending.Finished(), open(server.port(), Tls.OFF, new ClientTls()).ending());
            assertTook(begin, SIZE);
        }
    }

    @Test
    void whatTlsAddsCountsToo() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi", Optional.of(certificate.server()))) {
            long begin = System.nanoTime();
            assertEquals(new Ending.Finished(),
                    open(server.port(), Tls.MUST, new ClientTls(certificate.client())).ending());
            assertTook(begin, SIZE + 200);
        }
    }

    /** It is another one from when the session asks for mail. */
    private void changedOnTheWay(int port, Optional<Long> first, Optional<Long> then, ScriptedSupply supply) {
        CompletableFuture<Link.Session> session = new CompletableFuture<>();
        Supply watched = new RelayedSupply(supply, () -> session.join().throttled(then), supply::ended);
        session.complete(open(port, Tls.OFF, new ClientTls(), first, watched));
    }

    @Test
    void aLimitThatComesWhileACallLastsHolds() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            ScriptedSupply supply = supply();
            long begin = System.nanoTime();
            changedOnTheWay(server.port(), Optional.empty(), Optional.of(RATE), supply);
            assertEquals(new Ending.Finished(), supply.ending());
            assertTook(begin, SIZE);
        }
    }

    /** At a byte a second, it would take two hours. */
    @Test
    void aLimitThatGoesWhileACallLastsHoldsItUpNoLonger() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            ScriptedSupply supply = supply();
            changedOnTheWay(server.port(), Optional.of(1L), Optional.empty(), supply);
            assertEquals(new Ending.Finished(), supply.ending());
        }
    }

    @Test
    void sessionsWithOneSiteHaveItTogether() throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", 0, "220 hi")) {
            long begin = System.nanoTime();
            List<ScriptedSupply> all = new ArrayList<>();
            for (int i = 0; i < 3; i++)
                all.add(open(server.port(), Tls.OFF, new ClientTls()));
            for (ScriptedSupply one : all)
                assertEquals(new Ending.Finished(), one.ending());
            assertTook(begin, 3 * SIZE);
        }
    }
}

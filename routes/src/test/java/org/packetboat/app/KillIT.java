package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.jmx.DomainRow;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * The promise of 250: a server is killed fifty times while mail comes in, goes out, is refused and is given up, all at
 * once. The moments are counted in what has happened so far, so that a slow machine changes nothing.
 */
class KillIT {
    private static final int KILLS = 50;
    private static final int CLIENTS = 4;
    private static final int MOST_EVENTS = 60;
    private static final long SEED = Long.getLong("packetboat.seed", 20261120);
    private static final String ROUTES = """
            zone: UTC
            windows: { new-year: { cron: "0 0 0 1 1 ?", for: 1s } }
            routes:
              - { site: open, domains: ["*.open.example"], host: 127.0.0.1, port: SINK }
              - { site: refusing, domains: [refused.example], host: 127.0.0.1, port: SINK }
              - { site: closed, domains: [closed.example], window: new-year, host: 127.0.0.1, port: 1 }
              - { site: brief, domains: [brief.example], host: 127.0.0.1, port: 1, msdead: 1s }
            """;

    @TempDir
    Path folder;
    private final Semaphore events = new Semaphore(0);
    private final Load load = new Load(events::release);
    private final Ends ends = new Ends(load);
    private final Random random = new Random(SEED);
    private volatile int life;
    private Home home;

    @BeforeEach
    void configure() {
        home = new Home(folder).withUsualConfiguration("");
    }

    @Test
    void nothingAcknowledgedIsLostInFiftyKills() throws Exception {
        try (SmtpSink sink = new SmtpSink(to -> to.endsWith(Load.REFUSED), this::arrived)) {
            home.with("schedules/routes.yaml", ROUTES.replace("SINK", Integer.toString(sink.port())));
            for (life = 1; life <= KILLS; life++)
                liveAndDie(sink);
            try (ServerProcess server = ServerProcess.start(home)) {
                afterAll(server);
                assertEquals(Optional.of(143), server.stop());
            }
            assertNothingIsLeft();
        }
    }

    private void arrived(SmtpSink.Arrival arrival) {
        ends.delivered(life, arrival);
        events.release();
    }

    private void liveAndDie(SmtpSink sink) throws InterruptedException {
        try (ServerProcess server = ServerProcess.start(home)) {
            events.drainPermits();
            List<Thread> clients = load.on(server.port(), CLIENTS, random.nextLong());
            int moment = random.nextInt(MOST_EVENTS);
            assertTrue(events.tryAcquire(moment, ServerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS), server::log);
            server.kill();
            sink.awaitEnd(); // what it had sent by then belongs to this life
            for (Thread client : clients)
                client.join();
            ends.told(life, server.log());
        }
    }

    private void afterAll(ServerProcess server) throws IOException {
        try (JmxView jmx = server.jmx()) {
            await().atMost(ServerProcess.PATIENCE).until(() -> jmx.server().listDomains().stream()
                    .map(DomainRow::domain).toList().equals(List.of(Load.CLOSED)));
            account(Ends.waiting(jmx.server()));
            assertEquals(0, home.run("delete", "ALL").exit());
            assertEquals(0, jmx.server().getBytes());
        }
    }

    private void account(List<String> waiting) throws IOException {
        List<String> returned = Ends.returned(home.data().resolve("mail/sender/new"));
        Account account = new Account(load, ends, returned, waiting, List.of());
        System.err.println("KillIT seed=" + SEED + " kills=" + KILLS + " " + account);
        account.check();
    }

    private void assertNothingIsLeft() {
        try (Store store = new RocksStore(home.data())) {
            for (Family family : List.of(Family.BODIES, Family.ENVELOPES, Family.ORDER, Family.TIMERS, Family.DEAD)) {
                try (Store.Cursor rest = store.scan(family, new byte[0], new byte[]{-1})) {
                    assertTrue(!rest.next(), family + " is not empty");
                }
            }
        }
    }
}

package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.jmx.DomainRow;

/**
 * The promise of 250 on a disk that forgets what was not synced: a server is killed, or loses its power, again and
 * again, while mail comes in, goes to SMTP hosts and into Maildirs, is refused and given up, and an operator holds,
 * releases and flushes. {@code -Dpacketboat.crashes=200} makes it a long night ({@code bench/run crash}).
 */
class PowerCutIT {
    private static final int CRASHES = Integer.getInteger("packetboat.crashes", 10);
    private static final long SEED = Long.getLong("packetboat.seed", 20261128);
    private static final int CLIENTS = 4;
    private static final int MOST_EVENTS = 60;
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
    private final Load load = Load.withMailboxes(events::release);
    private final Ends ends = new Ends(load);
    private final Random random = new Random(SEED);
    private volatile int life;
    private Home home;
    private PowerCut disk;

    @BeforeEach
    void configure() throws Exception {
        home = new Home(folder).withUsualConfiguration("");
        boolean gcc = Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.exists(Path.of(p, "gcc")));
        if (!gcc) System.err.println("SKIPPED: PowerCutIT; MISSING: gcc");
        Assumptions.assumeTrue(gcc, "no gcc");
        disk = new PowerCut(folder, home.data(), random);
    }

    @Test
    void nothingAcknowledgedIsLostByKillsAndPowerCuts() throws Exception {
        try (SmtpSink sink = new SmtpSink(to -> to.endsWith(Load.REFUSED), this::arrived)) {
            home.with("schedules/routes.yaml", ROUTES.replace("SINK", Integer.toString(sink.port())));
            for (life = 1; life <= CRASHES; life++)
                liveAndDie(sink);
            try (ServerProcess server = ServerProcess.start(home)) {
                assertNoDamage(server);
                afterAll(server);
                assertEquals(Optional.of(143), server.stop());
            }
        }
    }

    private void arrived(SmtpSink.Arrival arrival) {
        ends.delivered(life, arrival);
        events.release();
    }

    private void liveAndDie(SmtpSink sink) throws Exception {
        try (ServerProcess server = ServerProcess.startThrough(disk.wrapper(), home, "server.log")) {
            assertNoDamage(server);
            events.drainPermits();
            List<Thread> clients = load.on(server.port(), CLIENTS, random.nextLong());
            AtomicBoolean alive = new AtomicBoolean(true);
            Thread operator = Thread.ofPlatform().daemon().start(() -> operate(alive, new Random(SEED + life)));
            int moment = random.nextInt(MOST_EVENTS);
            assertTrue(events.tryAcquire(moment, ServerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS), server::log);
            alive.set(false);
            server.kill();
            sink.awaitEnd(); // what it had sent by then belongs to this life
            for (Thread client : clients)
                client.join();
            operator.join();
            ends.told(life, server.log());
        }
        String what = random.nextBoolean() ? "killed" : "without power, lost " + disk.cut();
        System.err.println("PowerCutIT life=" + life + " ended " + what);
    }

    /** A disk that forgets what was not synced, and nothing else, is a good disk. */
    private static void assertNoDamage(ServerProcess server) {
        for (String damage : List.of("event=commits-lost", "event=log-damaged", "event=current-mended"))
            assertFalse(server.log().contains(damage), server::log);
    }

    private void operate(AtomicBoolean alive, Random choice) {
        List<String> commands = List.of("hold", "release", "flush", "release");
        while (alive.get()) {
            String domain = choice.nextBoolean() ? "a" + Load.OPEN : Load.REFUSED;
            home.run(commands.get(choice.nextInt(commands.size())), domain);
        }
    }

    private void afterAll(ServerProcess server) throws IOException {
        for (String domain : List.of("a" + Load.OPEN, Load.REFUSED))
            home.run("release", domain);
        try (JmxView jmx = server.jmx()) {
            await().atMost(ServerProcess.PATIENCE).until(() -> jmx.server().listDomains().stream()
                    .map(DomainRow::domain).toList().equals(List.of(Load.CLOSED)));
            Path mail = home.data().resolve("mail");
            Account account = new Account(load, ends, Ends.returned(mail.resolve("sender/new")),
                    Ends.waiting(jmx.server()), stored(mail));
            System.err.println("PowerCutIT seed=" + SEED + " crashes=" + CRASHES + " " + account);
            account.check();
        }
    }

    /** Who has mail in a mailbox: each message there must be whole. */
    private List<String> stored(Path mail) throws IOException {
        List<String> stored = new ArrayList<>();
        try (Stream<Path> boxes = Files.list(mail)) {
            for (Path box : boxes.filter(b -> !b.endsWith("sender")).toList()) {
                String recipient = box.getFileName() + "@" + Load.STORED;
                for (String text : home.mailOf(box.getFileName().toString())) {
                    String sent = new String(load.of(recipient).bytes(), StandardCharsets.ISO_8859_1);
                    assertTrue(text.replace("\r\n", "\n").endsWith(sent.replace("\r\n", "\n")), recipient);
                    stored.add(recipient);
                }
            }
        }
        return stored;
    }
}

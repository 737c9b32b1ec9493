package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub of machines that are processes, on three real brokers; what was acknowledged is written down outside. */
class HubIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CLIENTS = 4;

    @TempDir
    private Path folder;
    private KafkaCluster cluster;
    private SmtpSink sink;
    private final List<ServerProcess> machines = new ArrayList<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();

    @BeforeEach
    void startBrokers() throws IOException {
        cluster = KafkaCluster.start(folder.resolve("brokers"));
        sink = new SmtpSink(_ -> false);
    }

    @AfterEach
    void stop() throws IOException {
        machines.forEach(ServerProcess::close);
        sink.close();
        cluster.close();
    }

    private Home home(String machine) {
        return new Home(folder.resolve(machine)).withUsualConfiguration("""
                local: { maildir: ../mail }
                cluster:
                  kafka: { bootstrap-servers: [%s] }
                  name: hub
                  machine: %s
                """.formatted(Stream.of(cluster.servers().split(",")).map(s -> '"' + s + '"')
                .collect(Collectors.joining(",")), machine)).with("schedules/routes.yaml", """
                        zone: UTC
                        routes:
                          - { site: open, domains: ["*.open.example"], host: 127.0.0.1, port: %d }
                        """.formatted(sink.port()));
    }

    private ServerProcess start(Home home) {
        ServerProcess machine = ServerProcess.startMachine(home);
        machines.add(machine);
        return machine;
    }

    /** Some clients send until their server is gone. */
    private List<Thread> load(int port) {
        return Stream.generate(() -> Thread.ofPlatform().daemon().start(() -> client(port))).limit(CLIENTS).toList();
    }

    private void client(int port) {
        try (SmtpTalk talk = SmtpTalk.to(port)) {
            while (true) {
                String to = "m" + numbers.incrementAndGet() + "@a.open.example";
                talk.envelope("sender@hub.example.com", List.of(to));
                talk.content("Subject: hello\r\n\r\nHello.\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
                talk.expect("250 2.0.0 Ok: queued as ");
                acknowledged.add(to);
            }
        } catch (IOException | AssertionError e) {
            return; // the server is gone
        }
    }

    private void awaitAcknowledged(int more) {
        int goal = acknowledged.size() + more;
        await("mail that is taken").atMost(PATIENCE).until(() -> acknowledged.size() >= goal);
    }

    private Set<String> delivered() {
        return sink.arrivals().stream().flatMap(a -> a.recipients().stream()).collect(Collectors.toSet());
    }

    private void awaitAllDelivered() {
        await("what was acknowledged").atMost(PATIENCE).until(() -> delivered().containsAll(acknowledged));
    }

    private long twice() {
        return sink.arrivals().stream().flatMap(a -> a.recipients().stream())
                .collect(Collectors.groupingBy(to -> to, Collectors.counting())).values().stream().filter(n -> n > 1)
                .count();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList())
                Files.delete(each);
        }
    }

    private static void join(List<Thread> clients) throws InterruptedException {
        for (Thread client : clients)
            client.join();
    }

    @Test
    void aMachineThatDiesWithItsDiskLosesNothing() throws Exception {
        Home lost = home("a");
        ServerProcess a = start(lost);
        a.awaitAccepting();
        Home standby = home("b");
        ServerProcess b = start(standby);
        List<Thread> clients = load(a.port());
        awaitAcknowledged(300);
        assertTrue(lost.run("cluster").out().contains("machine a of hub hub, server hub.example.com: owns the queue"));
        await("the standby").atMost(PATIENCE).until(() -> standby.run("cluster").out()
                .contains("machine b of hub hub, server hub.example.com: is a standby (READING); a owns the queue"));
        Home.Said refused = standby.run("status");
        assertTrue(refused.exit() == 3 && refused.err().contains("machine a owns the queue"), refused::all);
        a.kill();
        Instant killed = Instant.now();
        delete(lost.data());
        join(clients);
        b.awaitAccepting();
        Duration accepting = Duration.between(killed, Instant.now());
        clients = load(b.port());
        awaitAcknowledged(100);
        Duration sending = Duration.between(killed, sink.arrivals().stream().map(SmtpSink.Arrival::at)
                .filter(killed::isBefore).findFirst().orElseGet(() -> {
                    awaitAllDelivered();
                    return sink.arrivals().getLast().at();
                }));
        assertEquals(Optional.of(143), b.stop());
        join(clients);
        ServerProcess again = start(lost);
        again.awaitAccepting();
        awaitAllDelivered();
        System.err.println("HubIT killed: acknowledged=" + acknowledged.size() + " twice=" + twice() + " accepting_ms="
                + accepting.toMillis() + " sending_ms=" + sending.toMillis());
    }

    @Test
    void anOwnerThatIsFrozenAndThawedSettlesNothingMore() throws Exception {
        Home first = home("a");
        ServerProcess a = start(first);
        a.awaitAccepting();
        ServerProcess b = start(home("b"));
        List<Thread> clients = load(a.port());
        awaitAcknowledged(100);
        a.freeze(true);
        b.awaitAccepting();
        List<Thread> others = load(b.port());
        awaitAcknowledged(100);
        a.freeze(false);
        a.awaitLog("event=hub-stepped-down");
        join(clients);
        awaitAcknowledged(100);
        assertTrue(b.isAlive() && a.isAlive());
        assertEquals(Optional.of(143), b.stop());
        join(others);
        awaitAllDelivered();
        System.err.println("HubIT frozen: acknowledged=" + acknowledged.size() + " twice=" + twice());
    }
}

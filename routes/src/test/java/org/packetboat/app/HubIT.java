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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub of machines that are processes, on three real brokers; what was acknowledged is written down outside. */
class HubIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CLIENTS = 4;
    /** For ten seconds or more. */
    private static final Pattern SILENT = Pattern.compile("\"silentMillis\":[0-9]{5}");
    /** One session at a time, and what it may have under way (docs/sending-window.md). */
    private static final int IN_FLIGHT = 64;
    /** How many of them may be begun and unanswered ({@code Pace}): a thawed session may end these, no more. */
    private static final int BEGUN = 16;

    /** Some clients send until their server is gone, or they are told to end. */
    private static final class Clients {
        private final AtomicBoolean ending = new AtomicBoolean();
        private List<Thread> threads = List.of();

        void join() throws InterruptedException {
            for (Thread thread : threads)
                assertTrue(thread.join(PATIENCE), () -> thread + " does not end");
        }

        /** Whether one of them still sends. */
        boolean isThere() {
            return threads.stream().anyMatch(Thread::isAlive);
        }

        /** After what is under way, if the server is there. */
        void stop() throws InterruptedException {
            ending.set(true);
            join();
        }
    }

    @TempDir
    private Path folder;
    private Optional<KafkaCluster> cluster = Optional.empty();
    /** Each machine sends to one of its own, so that it is known who sent. */
    private final Map<String, SmtpSink> sinks = new TreeMap<>();
    private final List<ServerProcess> machines = new ArrayList<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();

    @BeforeEach
    void startBrokers() throws IOException {
        cluster = Optional.of(KafkaCluster.start(folder.resolve("brokers")));
    }

    @AfterEach
    void stop() throws IOException {
        machines.forEach(ServerProcess::close);
        for (SmtpSink sink : sinks.values())
            sink.close();
        cluster.ifPresent(KafkaCluster::close);
    }

    private Home home(String machine) throws IOException {
        SmtpSink sink = new SmtpSink(_ -> false);
        sinks.put(machine, sink);
        return new Home(folder.resolve(machine)).withUsualConfiguration("""
                local: { maildir: ../mail }
                keep-settled: 1d
                cluster:
                  kafka: { bootstrap-servers: [%s] }
                  name: hub
                  machine: %s
                """.formatted(Stream.of(cluster.orElseThrow().servers().split(",")).map(s -> '"' + s + '"')
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

    private Clients load(int port) {
        Clients clients = new Clients();
        clients.threads = Stream.generate(() -> Thread.ofPlatform().daemon().start(() -> client(port, clients.ending)))
                .limit(CLIENTS).toList();
        return clients;
    }

    private void client(int port, AtomicBoolean ending) {
        try (SmtpTalk talk = SmtpTalk.to(port)) {
            while (!ending.get()) {
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

    private List<SmtpSink.Arrival> arrivals() {
        return sinks.values().stream().flatMap(sink -> sink.arrivals().stream()).toList();
    }

    private Set<String> delivered() {
        return arrivals().stream().flatMap(a -> a.recipients().stream()).collect(Collectors.toSet());
    }

    /** Nobody sends any more. */
    private void awaitAllDelivered() {
        await("what was acknowledged").atMost(PATIENCE).until(() -> delivered().containsAll(acknowledged));
    }

    private long twice() {
        return arrivals().stream().flatMap(a -> a.recipients().stream())
                .collect(Collectors.groupingBy(to -> to, Collectors.counting())).values().stream().filter(n -> n > 1)
                .count();
    }

    private void assertFewTwice() {
        assertTrue(twice() <= IN_FLIGHT, () -> twice() + " came twice; a session has " + IN_FLIGHT + " under way");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList())
                Files.delete(each);
        }
    }

    private Instant firstArrivalAfter(Instant killed) {
        return await("mail that is sent").atMost(PATIENCE).until(
                () -> arrivals().stream().map(SmtpSink.Arrival::at).filter(killed::isBefore)
                        .min(Comparator.naturalOrder()),
                Optional::isPresent).orElseThrow();
    }

    @Test
    void aMachineThatDiesWithItsDiskLosesNothing() throws Exception {
        Home lost = home("a");
        ServerProcess a = start(lost);
        a.awaitAccepting();
        Home standby = home("b");
        ServerProcess b = start(standby);
        Clients clients = load(a.port());
        awaitAcknowledged(300);
        assertTrue(lost.run("cluster").out().contains("machine a of hub hub, server hub.example.com: owns the queue"));
        await("the standby").atMost(PATIENCE).until(() -> standby.run("cluster").out()
                .contains("machine b of hub hub, server hub.example.com: is a standby (READING); a owns the queue"));
        Home.Said refused = standby.run("status");
        assertTrue(refused.exit() == 3 && refused.err().contains("machine a owns the queue"), refused::all);
        a.kill();
        Instant killed = Instant.now();
        delete(lost.data());
        clients.join();
        b.awaitAccepting();
        Duration accepting = Duration.between(killed, Instant.now());
        clients = load(b.port());
        awaitAcknowledged(100);
        Duration sending = Duration.between(killed, firstArrivalAfter(killed));
        clients.stop();
        assertEquals(Optional.of(143), b.stop());
        ServerProcess again = start(lost);
        again.awaitAccepting();
        awaitAllDelivered();
        assertFewTwice();
        System.err.println("HubIT killed: acknowledged=" + acknowledged.size() + " twice=" + twice() + " accepting_ms="
                + accepting.toMillis() + " sending_ms=" + sending.toMillis());
    }

    /** By the command, and by a stop. */
    @Test
    void theQueueIsHandedOverInOrder() throws Exception {
        Home first = home("a");
        ServerProcess a = start(first);
        a.awaitAccepting();
        Home second = home("b");
        ServerProcess b = start(second);
        Clients clients = load(a.port());
        awaitAcknowledged(100);
        await("a standby that is up to date").atMost(PATIENCE)
                .until(() -> first.run("status", "--json").out().contains("\"machine\":\"b\",\"role\":\"READING\""));
        b.awaitLog("event=hub-rehearsed");
        assertEquals(1, first.run("move", "hub.example.com", "c").exit());
        await("a move that is accepted").atMost(PATIENCE).until(() -> first.run("move", "hub.example.com", "b").out(),
                "machine b owns the queue of hub.example.com\n"::equals);
        a.awaitLog("event=hub-hands-over to=b");
        b.awaitLog("event=hub-owned");
        clients.join();
        b.awaitAccepting();
        clients = load(b.port());
        awaitAcknowledged(100);
        long moving = gap("a", "b");
        await("a standby that is up to date").atMost(PATIENCE)
                .until(() -> second.run("status", "--json").out().contains("\"machine\":\"a\",\"role\":\"READING\""));
        assertEquals(Optional.of(143), b.stop());
        b.awaitLog("event=hub-hands-over to=a");
        clients.join();
        awaitAllDelivered();
        assertEquals(0, twice());
        assertTrue(a.isAlive());
        System.err.println("HubIT moved: acknowledged=" + acknowledged.size() + " not_sending_ms=" + moving);
    }

    /** What the machine that owned before it had sent is in the log, too. */
    @Test
    void whatASiteHadTakenIsSentAgainByTheNextOwner() throws Exception {
        Home lost = home("a");
        ServerProcess a = start(lost);
        a.awaitAccepting();
        Home second = home("b");
        Path line = second.folder().resolve("line");
        second.with("packetboat.yaml", Files.readString(second.configuration()) + "  needs: [line]\n");
        ServerProcess b = start(second);
        b.awaitLog("event=hub-lacks");
        Clients clients = load(a.port());
        awaitAcknowledged(20);
        clients.stop();
        awaitAllDelivered();
        await("a queue that is empty").atMost(PATIENCE)
                .until(() -> lost.run("queue").out().contains("nothing waits"));
        await("the standby").atMost(PATIENCE)
                .until(() -> lost.run("status", "--json").out().contains("\"machine\":\"b\",\"role\":\"LACKING\""));
        assertEquals(1, lost.run("move", "hub.example.com", "b").exit());
        a.kill();
        delete(lost.data());
        await("a long silence").atMost(PATIENCE)
                .until(() -> SILENT.matcher(second.run("cluster", "--json").out()).find());
        assertTrue(second.run("cluster").out().contains("is a standby (READING); a owns the queue"));
        Files.createFile(line);
        b.awaitAccepting();
        Home.Said said = second.run("resend", "open", "--since", "2026-11-01T00:00:00Z");
        assertTrue(said.out().startsWith("sends again " + acknowledged.size() + " deliveries, "), said::all);
        await("all of it again").atMost(PATIENCE).until(() -> twice() == acknowledged.size());
    }

    /** From the last that one sent to the first of the other. */
    private long gap(String from, String to) {
        await("mail of the next owner").atMost(PATIENCE).until(() -> !sinks.get(to).arrivals().isEmpty());
        Instant last = sinks.get(from).arrivals().getLast().at();
        return Duration.between(last, sinks.get(to).arrivals().getFirst().at()).toMillis();
    }

    /** Two of three are enough. Who heard 451 meanwhile may have its mail sent all the same. */
    @Test
    void aBrokerThatDiesLosesNothing() throws Exception {
        ServerProcess a = start(home("a"));
        a.awaitAccepting();
        Clients clients = load(a.port());
        awaitAcknowledged(100);
        Instant killed = Instant.now();
        cluster.orElseThrow().kill(1);
        int goal = acknowledged.size() + 200;
        List<Clients> later = new ArrayList<>(List.of(clients));
        await("mail that is taken").atMost(PATIENCE).until(() -> {
            if (!later.getLast().isThere()) later.add(load(a.port()));
            return acknowledged.size() >= goal;
        });
        later.getLast().stop();
        awaitAllDelivered();
        assertTrue(a.isAlive());
        System.err.println("HubIT broker killed: acknowledged=" + acknowledged.size() + " twice=" + twice()
                + " longest_pause_ms=" + longestPause(killed).toMillis());
    }

    private Duration longestPause(Instant from) {
        Instant before = from;
        Duration longest = Duration.ZERO;
        for (Instant at : arrivals().stream().map(SmtpSink.Arrival::at).filter(from::isBefore).sorted().toList()) {
            Duration pause = Duration.between(before, at);
            if (pause.compareTo(longest) > 0) longest = pause;
            before = at;
        }
        return longest;
    }

    /** What its session had begun may come to its end; nothing else that it was handed is begun. */
    @Test
    void anOwnerThatIsFrozenAndThawedSettlesNothingMore() throws Exception {
        Home first = home("a");
        ServerProcess a = start(first);
        a.awaitAccepting();
        ServerProcess b = start(home("b"));
        Clients clients = load(a.port());
        awaitAcknowledged(100);
        a.freeze(true);
        b.awaitAccepting();
        Clients others = load(b.port());
        awaitAcknowledged(100);
        int before = sinks.get("a").arrivals().size();
        a.freeze(false);
        a.awaitLog("event=hub-stepped-down");
        clients.join();
        awaitAcknowledged(100);
        others.stop();
        awaitAllDelivered();
        assertTrue(b.isAlive() && a.isAlive());
        int after = sinks.get("a").arrivals().size();
        assertTrue(after <= before + BEGUN, () -> "the thawed machine sent " + (after - before) + " envelopes");
        assertEquals(Optional.of(143), b.stop());
        assertFewTwice();
        System.err.println("HubIT frozen: acknowledged=" + acknowledged.size() + " twice=" + twice() + " thawed_sent="
                + (after - before));
    }
}

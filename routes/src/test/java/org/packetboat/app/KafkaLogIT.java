package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.kafka.client.ClientProperties;
import org.packetboat.connectors.kafka.client.Clients;
import org.packetboat.connectors.kafka.client.Connection;
import org.packetboat.connectors.kafka.log.KafkaLog;
import org.packetboat.connectors.kafka.log.KafkaSnapshots;
import org.packetboat.connectors.kafka.log.LogTopics;
import org.packetboat.engine.log.LogContract;
import org.packetboat.engine.log.ReplicatedLog;
import org.packetboat.engine.log.SnapshotStorage;

/** The log on three real brokers keeps what every log promises. */
class KafkaLogIT extends LogContract {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;
    private static KafkaCluster cluster;
    private static int tests;

    private Machine one;
    private Machine other;
    private LogTopics topics;

    /** What a machine has of an instance. */
    private record Machine(Admin admin, KafkaLog log, KafkaSnapshots snapshots) {
        static Machine of(String name, LogTopics topics) {
            Clients clients = new Clients(new Connection(List.of(cluster.servers().split(",")),
                    new ClientProperties(Map.of())), name);
            Admin admin = clients.admin(Duration.ofSeconds(20));
            assertEquals(List.of(), topics.prepare(admin));
            return new Machine(admin, new KafkaLog(clients, topics, admin), new KafkaSnapshots(clients, topics));
        }

        void close() {
            log.close();
            snapshots.close();
            admin.close(Duration.ZERO);
        }
    }

    @BeforeAll
    static void startBrokers() throws IOException {
        cluster = KafkaCluster.start(folder);
    }

    @AfterAll
    static void stopBrokers() {
        if (cluster != null) cluster.close();
    }

    @BeforeEach
    void connect() {
        topics = new LogTopics("hub", "i" + tests++, KafkaCluster.BROKERS);
        one = Machine.of("one", topics);
        other = Machine.of("other", topics);
    }

    @AfterEach
    void disconnect() {
        if (one != null) one.close();
        if (other != null) other.close();
    }

    @Override
    protected ReplicatedLog log() {
        return one.log();
    }

    @Override
    protected ReplicatedLog otherLog() {
        return other.log();
    }

    @Override
    protected SnapshotStorage snapshots() {
        return one.snapshots();
    }

    @Override
    protected SnapshotStorage otherSnapshots() {
        return other.snapshots();
    }

    @Override
    protected void await(BooleanSupplier done) {
        Awaitility.await("an answer").atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(done::getAsBoolean);
    }

    /** Settings that somebody has changed are told, with what they cost. */
    @Test
    void topicsThatMayLoseMailAreTold() throws ExecutionException, InterruptedException {
        String log = "packetboat.hub." + topics.instance() + ".log";
        one.admin().incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, log),
                List.of(set("retention.ms", "1000"), set("min.insync.replicas", "1")))).all().get();
        await(() -> topics.prepare(one.admin()).size() == 2);
        List<String> wrong = topics.prepare(one.admin());
        assertTrue(wrong.contains("topic " + log + ": found retention.ms 1000; expected -1, since brokers may delete "
                + "mail that still waits"), wrong::toString);
        assertTrue(wrong.contains("topic " + log + ": found min.insync.replicas 1; expected 2, since mail that was "
                + "acknowledged is lost with fewer brokers than expected"), wrong::toString);
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}

package org.packetboat.connectors.kafka.log;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.packetboat.connectors.kafka.client.Clients;
import org.packetboat.connectors.kafka.client.Connection;
import org.packetboat.engine.log.ReplicatedLog;
import org.packetboat.engine.log.SnapshotStorage;

/** What a machine of a hub has of its brokers: the log of an instance, and its snapshots. */
public final class KafkaHub implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;
    private final KafkaLog log;
    private final KafkaSnapshots snapshots;

    private KafkaHub(Admin admin, Clients clients, LogTopics topics) {
        this.admin = admin;
        this.log = new KafkaLog(clients, topics, admin);
        this.snapshots = new KafkaSnapshots(clients, topics);
    }

    /**
     * Makes the topics that are not there.
     *
     * @param name the clients' name in the brokers' logs, metrics and quotas
     * @throws IllegalStateException with what is wrong, for people, if brokers don't answer within 30 s, or a topic may
     *                               lose mail
     */
    public static KafkaHub open(Connection connection, String name, LogTopics topics) {
        Clients clients = new Clients(connection, name);
        Admin admin;
        try {
            admin = clients.admin(PATIENCE);
        } catch (RuntimeException e) {
            throw refused(connection, e);
        }
        try {
            List<String> wrong = topics.prepare(admin);
            if (!wrong.isEmpty()) throw new IllegalStateException(String.join("; ", wrong));
            return new KafkaHub(admin, clients, topics);
        } catch (IllegalStateException e) {
            admin.close(Duration.ZERO);
            throw e;
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw refused(connection, e);
        }
    }

    private static IllegalStateException refused(Connection connection, RuntimeException why) {
        String cause = why.getCause() == null ? "" : ": " + why.getCause().getMessage();
        return new IllegalStateException("the hub's topics can't be had from the brokers at " + connection.servers()
                + ": " + why.getMessage() + cause, why);
    }

    public ReplicatedLog log() {
        return log;
    }

    public SnapshotStorage snapshots() {
        return snapshots;
    }

    /** An open transaction is ended first. */
    @Override
    public void close() {
        log.close();
        snapshots.close();
        admin.close(Duration.ZERO);
    }
}

package org.packetboat.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A real broker, its own controller too, outside of the test's process; {@link BrokerPlace} says where. Both are
 * started by bin/kafka with the same settings, and the tests are the same.
 */
interface KafkaBroker extends AutoCloseable {
    Duration PATIENCE = Duration.ofMinutes(3);

    /** Starts one, and waits until it answers. @param folder for its files; made if need be */
    static KafkaBroker start(Path folder) throws IOException {
        return BrokerPlace.begin(folder, BrokerSettings.open());
    }

    /** Starts one that also listens at {@link #secureAddress} for those with a certificate of ours and a password. */
    static KafkaBroker startSecure(Path folder, KafkaSecrets secrets) throws IOException {
        return BrokerPlace.begin(folder, BrokerSettings.secured(secrets));
    }

    BrokerSettings settings();

    /** Whether there is something that may yet answer. */
    boolean isAlive();

    /** Starts it again on what it has on disk, and waits until it answers. */
    void start();

    /** SIGKILL. */
    void kill();

    @Override
    void close();

    /** {@code host:port} */
    default String address() {
        return "127.0.0.1:" + settings().port();
    }

    /** {@code host:port}, by the name that is in the certificate */
    default String secureAddress() {
        return "localhost:" + settings().securePort();
    }

    default void awaitAnswer() {
        await("the broker").atMost(PATIENCE).until(() -> {
            if (!isAlive()) throw new IllegalStateException("the broker ended; it said:\n" + log());
            return answers();
        });
    }

    /** What it has said. */
    String log();

    private boolean answers() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address(), "default.api.timeout.ms", 2000,
                "request.timeout.ms", 1000))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        }
    }
}

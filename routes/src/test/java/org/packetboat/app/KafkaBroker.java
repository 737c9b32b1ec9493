package org.packetboat.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A real broker, its own controller too, outside of the test's process: a container where Docker and the image of
 * docker/kafka.Dockerfile are, else a process from the same jars. The tests are the same, and say which it was.
 */
interface KafkaBroker extends AutoCloseable {
    Duration PATIENCE = Duration.ofSeconds(60);

    /** Starts one, and waits until it answers. @param folder for its files, where they are in one */
    static KafkaBroker start(Path folder) throws IOException {
        boolean container = BrokerContainer.isPossible();
        System.out.println("kafka broker: " + (container ? "a container of " + BrokerContainer.IMAGE : "a process"));
        return container ? BrokerContainer.begin() : BrokerProcess.start(folder);
    }

    /** {@code host:port} */
    String address();

    /** Starts it again on what it has on disk, and waits until it answers. */
    void start();

    /** SIGKILL. */
    void kill();

    @Override
    void close();

    /** Whether it does what it is asked. */
    default boolean answers() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address(), "default.api.timeout.ms", 2000,
                "request.timeout.ms", 1000))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

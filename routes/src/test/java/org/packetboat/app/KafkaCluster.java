package org.packetboat.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.packetboat.connectors.ports.FreePorts;

/** Three real brokers of one cluster, each a process, from the jars that the tests have. */
final class KafkaCluster implements AutoCloseable {
    static final int BROKERS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final int port = FreePorts.row(2 * BROKERS);
    private final Map<Integer, Process> processes = new TreeMap<>();
    private final Thread lastResort = new Thread(this::killAll);

    private KafkaCluster(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts them, and waits until all three answer. Ports that another took meanwhile are no reason to fail. */
    static KafkaCluster start(Path folder) throws IOException {
        try {
            return startOnce(folder.resolve("first"));
        } catch (RuntimeException | Error e) {
            System.err.println("KafkaCluster: once more, on other ports, since " + e.getMessage());
            return startOnce(folder.resolve("second"));
        }
    }

    private static KafkaCluster startOnce(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("settings"), "auto.create.topics.enable=false\n");
        KafkaCluster cluster = new KafkaCluster(folder);
        try {
            IntStream.rangeClosed(1, BROKERS).forEach(cluster::begin);
            cluster.awaitAll(BROKERS);
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts one of them, 1 to 3, on what it has on disk. */
    void begin(int number) {
        try {
            ProcessBuilder command = new ProcessBuilder(Path.of("../bin/kafka").toRealPath().toString(), "member",
                    folder.toString(), Integer.toString(port), Integer.toString(number)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(number).toFile()));
            command.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "KAFKA_JARS",
                    System.getProperty("java.class.path"), "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1",
                    "KAFKA_SETTINGS", folder.resolve("settings").toString()));
            processes.put(number, command.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log(int number) {
        return folder.resolve("broker-" + number + ".log");
    }

    /** Waits until so many of them are there. */
    void awaitAll(int count) {
        await("the brokers").atMost(PATIENCE).until(() -> {
            for (int number : processes.keySet())
                if (!processes.get(number).isAlive())
                    throw new IllegalStateException("broker " + number + " ended; it said:\n"
                            + Files.readString(log(number)));
            return count() == count;
        });
    }

    private int count() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers(), "default.api.timeout.ms", 4000,
                "request.timeout.ms", 2000))) {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException e) {
            return 0;
        }
    }

    /** SIGKILL. */
    void kill(int number) {
        Process process = processes.remove(number);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** {@code host:port,…} */
    String servers() {
        return IntStream.range(0, BROKERS).mapToObj(i -> "127.0.0.1:" + (port + 2 * i))
                .collect(Collectors.joining(","));
    }

    private void killAll() {
        List.copyOf(processes.keySet()).forEach(this::kill);
    }

    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}

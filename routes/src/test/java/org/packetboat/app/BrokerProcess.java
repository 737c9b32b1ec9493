package org.packetboat.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;

/** A real broker, its own controller too, as a process of its own. Ends with the test's process at the latest. */
final class BrokerProcess implements KafkaBroker {
    private final Path folder;
    private final int port = freePort();
    private final int securePort = freePort();
    private final int controllerPort = freePort();
    private final Thread lastResort = new Thread(this::kill);
    private Process process;

    private BrokerProcess(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts one on a folder of its own, and waits until it answers. */
    static BrokerProcess start(Path folder) throws IOException {
        return start(folder, "");
    }

    /** Starts one that also listens at {@link #secureAddress} for those with a certificate of ours and a password. */
    static BrokerProcess startSecure(Path folder, KafkaSecrets secrets) throws IOException {
        return start(folder, secrets.brokerSettings());
    }

    private static BrokerProcess start(Path folder, String more) throws IOException {
        BrokerProcess broker = new BrokerProcess(Files.createDirectories(folder));
        broker.configure(more);
        broker.format();
        broker.start();
        return broker;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    String secureAddress() {
        return "localhost:" + securePort;
    }

    @Override
    public void start() {
        process = java(List.of("kafka.Kafka", folder.resolve("server.properties").toString()), "broker.log");
        await("the broker").atMost(KafkaBroker.PATIENCE).until(() -> {
            if (!process.isAlive()) throw new IllegalStateException("the broker ended; see " + folder);
            return answers();
        });
    }

    private void configure(String more) throws IOException {
        Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%5$s
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                num.partitions=1
                auto.create.topics.enable=false
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                %4$s
                """.formatted(port, controllerPort, folder.resolve("log"), more,
                more.isEmpty() ? "" : ",SASL_SSL://localhost:" + securePort));
    }

    private void format() {
        process = java(List.of("kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c",
                folder.resolve("server.properties").toString()), "format.log");
        int exit = process.onExit().join().exitValue();
        if (exit != 0) throw new IllegalStateException("format ended with " + exit + "; see " + folder);
    }

    private Process java(List<String> program, String log) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(program);
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}

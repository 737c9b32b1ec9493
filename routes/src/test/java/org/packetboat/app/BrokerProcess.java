package org.packetboat.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A broker as a process, from the jars that the tests have. Ends with the test's process at the latest. */
final class BrokerProcess implements KafkaBroker {
    private final BrokerSettings settings;
    private final Path log;
    private final ProcessBuilder command;
    private final Thread lastResort = new Thread(this::kill);
    private Process process;

    private BrokerProcess(Path folder, BrokerSettings settings) throws IOException {
        this.settings = settings;
        this.log = folder.resolve("broker.log");
        this.command = new ProcessBuilder(Path.of("../bin/kafka").toRealPath().toString(), "broker",
                folder.toString(), Integer.toString(settings.port())).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        command.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "KAFKA_JARS",
                System.getProperty("java.class.path"), "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1",
                "KAFKA_SETTINGS", settings.write(folder, "127.0.0.1").toString()));
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    static BrokerProcess begin(Path folder, BrokerSettings settings) throws IOException {
        BrokerProcess broker = new BrokerProcess(Files.createDirectories(folder), settings);
        broker.start();
        return broker;
    }

    @Override
    public BrokerSettings settings() {
        return settings;
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void start() {
        try {
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswer();
    }

    @Override
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}

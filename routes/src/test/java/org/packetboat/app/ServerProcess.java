package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The real program as a process of its own. Ends with the test, or at the latest with the test's own process. */
final class ServerProcess implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern ACCEPTING = Pattern.compile("smtp accepting on \\S+:(\\d+)");
    static final Path PROGRAM = Path.of("target", "program").toAbsolutePath();
    private static final List<String> MAIN = List.of("-cp", PROGRAM + File.separator + "*",
            "org.packetboat.app.Main");
    private static final Path REMEMBERED = Path
            .of("target", "packetboat-" + ProcessHandle.current().pid() + ".aot").toAbsolutePath();

    private final Process process;
    private final Path log;
    private final Thread lastResort;
    private int port;

    private ServerProcess(List<String> command, Path log) {
        this(new ProcessBuilder(hearingHangUp(command)).redirectErrorStream(true).redirectOutput(log.toFile()), log);
    }

    /** Whoever runs the tests may have it ignored, as by nohup. */
    private static List<String> hearingHangUp(List<String> command) {
        return Stream.concat(Stream.of("env", "--default-signal=HUP"), command.stream()).toList();
    }

    private ServerProcess(ProcessBuilder command, Path log) {
        this.log = log;
        try {
            Files.deleteIfExists(log);
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts it, and waits until it accepts mail. */
    static ServerProcess start(Home home) {
        return startThrough(List.of(), home, "server.log");
    }

    /** @param wrapper a command that runs what it gets as its last arguments, in the same process */
    static ServerProcess startThrough(List<String> wrapper, Home home, String log) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(program("run", "--config", home.configuration().toString()));
        return awaited(command, home.folder().resolve(log));
    }

    /**
     * Starts it from other jars, or with other options.
     *
     * @param program the folder with the jars
     * @param options for the Java machine, besides the usual ones
     */
    static ServerProcess startFrom(Path program, List<String> options, Home home) {
        List<String> command = new ArrayList<>(java());
        command.addAll(options);
        command.addAll(List.of("-cp", program + File.separator + "*", "org.packetboat.app.Main", "run", "--config",
                home.configuration().toString()));
        return awaited(command, home.folder().resolve("server.log"));
    }

    /** Starts it; what it prints after its first lines, which tell the port, is read by nobody. */
    static ServerProcess startUnread(Home home) throws IOException {
        Path errors = home.folder().resolve("errors.log");
        ServerProcess server = new ServerProcess(
                new ProcessBuilder(program("run", "--config", home.configuration().toString()))
                        .redirectError(errors.toFile()),
                errors);
        BufferedReader out = server.process.inputReader();
        for (String line = out.readLine(); line != null && server.port == 0; line = out.readLine()) {
            Matcher said = ACCEPTING.matcher(line);
            if (said.find()) server.port = Integer.parseInt(said.group(1));
        }
        return server;
    }

    /** Starts a machine of a hub, and waits until it follows the log. */
    static ServerProcess startMachine(Home home) {
        ServerProcess machine = new ServerProcess(program("run", "--config", home.configuration().toString()),
                home.folder().resolve("server.log"));
        try {
            machine.awaitLog("machine ");
            return machine;
        } catch (RuntimeException | AssertionError e) {
            machine.close();
            throw e;
        }
    }

    /**
     * Starts it, and waits until it has printed something: it does not accept mail yet.
     *
     * @param wrapper a command that runs what it gets as its last arguments, in the same process
     */
    static ServerProcess startWaiting(List<String> wrapper, Home home, String text) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(program("run", "--config", home.configuration().toString()));
        ServerProcess server = new ServerProcess(command, home.folder().resolve("server.log"));
        try {
            server.awaitLog(text);
            return server;
        } catch (RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /** Starts what comes to a server in the end, in the same process. */
    static ServerProcess startBy(ProcessBuilder command, Path log) {
        return awaited(new ServerProcess(command.redirectOutput(log.toFile()), log));
    }

    private static ServerProcess awaited(List<String> command, Path log) {
        return awaited(new ServerProcess(command, log));
    }

    private static ServerProcess awaited(ServerProcess server) {
        try {
            server.awaitAccepting();
            return server;
        } catch (RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /** The program's command line. */
    static List<String> program(String... arguments) {
        if (!Files.isDirectory(PROGRAM)) throw new IllegalStateException("no " + PROGRAM + "; run mvn package first");
        List<String> command = new ArrayList<>(java());
        if (rehearse()) command.add("-XX:AOTCache=" + REMEMBERED);
        command.addAll(MAIN);
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx256m",
                "-Xss512k", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }

    /** As ./packetboat does on first use: a rehearsal, after which each start takes half the work. */
    private static synchronized boolean rehearse() {
        if (Files.exists(REMEMBERED)) return true;
        List<String> command = new ArrayList<>(java());
        command.add("-XX:AOTCacheOutput=" + REMEMBERED);
        REMEMBERED.toFile().deleteOnExit();
        command.addAll(MAIN);
        command.addAll(List.of("run", "--rehearse"));
        try {
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Files.exists(REMEMBERED);
    }

    /** Waits until it has accepted mail, once. */
    void awaitAccepting() {
        await("smtp accepting").atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            if (!process.isAlive()) throw new IllegalStateException("the server ended at once:\n" + log());
            Matcher said = ACCEPTING.matcher(log());
            if (said.find()) port = Integer.parseInt(said.group(1));
            return port > 0;
        });
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All it has printed so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has printed something. */
    void awaitLog(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertTrue(log().contains(text), () -> text + " in\n" + log()));
    }

    long pid() {
        return process.pid();
    }

    /** Opens a view through JMX, as the command line does it. */
    JmxView jmx() {
        return JmxView.of(process.pid());
    }

    /** Stops it in the middle of whatever it does, or lets it go on. */
    void freeze(boolean stops) {
        try {
            new ProcessBuilder("kill", stops ? "-STOP" : "-CONT", Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL: it can do nothing about it. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM: it ends in good order. @return its exit code, if it has ended in time */
    Optional<Integer> stop() {
        process.destroy();
        return awaitEnd();
    }

    Optional<Integer> awaitEnd() {
        try {
            return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) kill();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException e) {
            // this process is on its way out, and does it itself
        }
    }
}

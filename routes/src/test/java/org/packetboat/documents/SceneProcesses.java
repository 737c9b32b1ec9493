package org.packetboat.documents;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * All processes of a scene, also those that have been left by who started them: each has the scene's folder in its
 * environment. They end with the scene, or at the latest with this process.
 *
 * <p>They are in a network of their own with nothing but loopback, so that they neither find nor disturb a server of
 * the developer, or a second scene, at a port that a document names. Who may make no network namespaces has them in the
 * usual network.
 */
final class SceneProcesses implements AutoCloseable {
    private static final String MARK = "scene";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> AS_ROOT = List.of("--net");
    private static final List<String> AS_USER = List.of("--user", "--map-current-user", "--keep-caps", "--net");

    private final Path folder;
    private final Optional<Process> network;
    private final List<String> inside;
    private final Thread lastResort = new Thread(() -> all().forEach(ProcessHandle::destroyForcibly));

    SceneProcesses(Path folder) throws IOException {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(lastResort);
        Optional<Process> asRoot = network(AS_ROOT);
        network = asRoot.isPresent() ? asRoot : network(AS_USER);
        inside = network.map(n -> entered(n.pid(), asRoot.isPresent())).orElse(List.of());
        if (network.isEmpty()) System.out.println("scenes run in the usual network: MISSING: unshare and ip");
    }

    /** What keeps a network of our own until it ends; empty if that is not to be had. */
    private Optional<Process> network(List<String> how) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare"));
        command.addAll(how);
        command.addAll(List.of("sh", "-c", "ip link set lo up && echo up && exec sleep infinity"));
        try {
            Process process = marked(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (BufferedReader out = process.inputReader()) {
                if ("up".equals(out.readLine())) return Optional.of(process);
            }
            end(withChildren(process.toHandle()));
            return Optional.empty();
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        }
    }

    private static List<String> entered(long pid, boolean asRoot) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", Long.toString(pid), "--net"));
        if (!asRoot) command.addAll(List.of("--user", "--preserve-credentials"));
        return command;
    }

    private ProcessBuilder marked(List<String> command) {
        ProcessBuilder marked = new ProcessBuilder(command);
        marked.environment().put(MARK, folder.toString());
        return marked;
    }

    /** A command of this scene. */
    ProcessBuilder command(String... command) {
        List<String> all = new ArrayList<>(inside);
        all.addAll(Arrays.asList(command));
        return marked(all);
    }

    /** A process and all that it has started, which can't be told any more once it has ended. */
    static List<ProcessHandle> withChildren(ProcessHandle process) {
        return Stream.concat(process.descendants(), Stream.of(process)).toList();
    }

    /** All of this scene that still run. */
    List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            String environment = Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"),
                    StandardCharsets.ISO_8859_1);
            return Arrays.asList(environment.split("\0")).contains(MARK + "=" + folder);
        } catch (IOException endedOrOfSomebodyElse) {
            return false;
        }
    }

    /** Asks all of them to end, and has those end that don't in time. */
    static void end(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroy);
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (ProcessHandle process : processes)
            if (!hasEnded(process, until - System.nanoTime())) process.destroyForcibly();
        long forced = System.nanoTime() + PATIENCE.toNanos();
        for (ProcessHandle process : processes)
            if (!hasEnded(process, forced - System.nanoTime()))
                throw new IllegalStateException("does not end: " + process.pid() + " " + process.info());
    }

    private static boolean hasEnded(ProcessHandle process, long nanos) {
        try {
            process.onExit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (List<ProcessHandle> left = all(); !left.isEmpty(); left = all())
            end(left);
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException e) {
            // this process is on its way out, and does it itself
        }
    }
}

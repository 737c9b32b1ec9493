package org.packetboat.connectors.dialup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * All that programs have started, and what those have started, in sessions and process groups of their own, too: they
 * inherit a mark in their environment, and Linux shows that in {@code /proc}. What runs as another user, or has thrown
 * its environment away, is not found.
 *
 * @param mark what no other process has
 */
record StartedPrograms(String mark) {
    private static final String VARIABLE = "PACKETBOAT_LINK_RUN";
    private static final Path PROCESSES = Path.of("/proc");
    /** What was asked to end may still have something to undo. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** What is found may have started something at that very moment. */
    private static final int LOOKS = 5;

    static StartedPrograms begin() {
        return new StartedPrograms(UUID.randomUUID().toString());
    }

    /** Marks a program that is about to be started. */
    void mark(Map<String, String> environment) {
        environment.put(VARIABLE, mark);
    }

    /** Ends whatever is left of them: asks first, and waits a little. @return how many there were */
    int end() {
        return end(PATIENCE);
    }

    /** Ends whatever is left of them. @param patience how long what is asked to end may take for it */
    int end(Duration patience) {
        List<ProcessHandle> left = running();
        int found = left.size();
        left.forEach(ProcessHandle::destroy);
        await(left, patience);
        for (int look = 0; look < LOOKS && !left.isEmpty(); look++) {
            left = running();
            left.forEach(ProcessHandle::destroyForcibly);
            await(left, PATIENCE);
        }
        return found;
    }

    private static void await(List<ProcessHandle> ending, Duration patience) {
        CompletableFuture.allOf(ending.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Those that run now. */
    List<ProcessHandle> running() {
        if (!Files.isDirectory(PROCESSES)) return List.of();
        try (Stream<Path> all = Files.list(PROCESSES)) {
            return all.filter(this::isMarked).map(process -> Long.parseLong(process.getFileName().toString()))
                    .flatMap(id -> ProcessHandle.of(id).stream()).filter(ProcessHandle::isAlive).toList();
        } catch (IOException | UncheckedIOException hidden) {
            return List.of();
        }
    }

    private boolean isMarked(Path process) {
        if (!process.getFileName().toString().matches("[0-9]{1,18}")) return false;
        try {
            String environment = new String(Files.readAllBytes(process.resolve("environ")),
                    StandardCharsets.ISO_8859_1);
            return Arrays.asList(environment.split("\0")).contains(VARIABLE + "=" + mark);
        } catch (IOException gone) {
            return false; // it has ended meanwhile, or is somebody else's
        }
    }
}

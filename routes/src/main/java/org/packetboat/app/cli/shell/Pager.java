package org.packetboat.app.cli.shell;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows what a command prints a screen at a time where it is shown on a terminal: by {@code $PAGER}, else by
 * {@code less}, which is left at once if all of it fits on the screen. {@code PAGER=cat} shows it all at once.
 * Without a terminal, or without a pager, it is printed as ever. Ctrl-C goes to both: the pager decides what it
 * means, and this process does not end before the pager, or the shell and the pager would share the terminal.
 */
public final class Pager implements AutoCloseable {
    private static final String VARIABLE = "PAGER";

    private final Process process;
    private final PrintWriter in;
    private final Thread atEnd = Thread.ofPlatform().unstarted(this::await);

    private Pager(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(atEnd);
        in = new PrintWriter(process.getOutputStream(), false, StandardCharsets.UTF_8);
    }

    /** Starts the one that is wanted; empty if none is. */
    public static Optional<Pager> open() {
        Console console = System.console();
        return command(System.getenv(), console != null && console.isTerminal()).flatMap(Pager::start);
    }

    /** How it is called; empty if what is printed is not to be paged. */
    static Optional<List<String>> command(Map<String, String> environment, boolean terminal) {
        if (!terminal || environment.getOrDefault("TERM", "dumb").equals("dumb")) return Optional.empty();
        String wanted = environment.getOrDefault(VARIABLE, "less").strip();
        if (wanted.isEmpty() || wanted.equals("cat")) return Optional.empty();
        if (environment.containsKey(VARIABLE)) return Optional.of(List.of("sh", "-c", wanted));
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, wanted)).filter(Files::isExecutable).findFirst()
                .map(less -> List.of(less.toString()));
    }

    /** Starts one that writes where this process does. */
    static Optional<Pager> start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // left if it fits, colours as they are, the screen as it was
        builder.environment().putIfAbsent("LESS", "FRX");
        try {
            return Optional.of(new Pager(builder.start()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** What is written here is shown. Whoever leaves early misses the rest, and nothing fails. */
    public PrintWriter in() {
        return in;
    }

    /** Shows the end, and waits until it is left. */
    @Override
    public void close() {
        in.close();
        await();
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException ending) {
            // The process ends already, and the pager is left.
        }
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

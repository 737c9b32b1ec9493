package org.packetboat.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A folder in which the commands of documents are run, one after the other, as a reader would. The script of its name
 * in {@code src/test/documents} sets it: it is sourced before each command, with {@code $top} as the project's folder
 * and {@code $scene} as this one, and may define what commands of documents stand for ({@code first}, once).
 *
 * <p>Servers, lines and brokers are started behind, until the scene ends; what they print first is waited for. Where
 * this machine allows it, a scene has a loopback network of its own: the ports that documents name are free there.
 */
final class Scene implements AutoCloseable {
    static final Path SETS = Path.of("src", "test", "documents");
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Pattern STAYS = Pattern
            .compile("^(\\./)?packetboat (run|line)\\b(?!.*--help)|^bin/kafka broker\\b|events --follow");
    private static final Pattern READY = Pattern.compile("accepting on|a line of|bits per second|started|RUNNING");
    /** What a document is compared by: numbers, ids, days and months are others each time. */
    private static final Pattern WORD = Pattern.compile(
            "(?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\b)"
                    + "[A-Za-z][a-z-]{2,}");

    private final Path folder;
    private final Path set;
    private final SceneProcesses processes;
    private final Map<String, Path> logs = new HashMap<>();

    Scene(Path folder, String name) throws IOException {
        this.folder = folder;
        this.set = SETS.resolve(name + ".sh").toAbsolutePath();
        this.processes = new SceneProcesses(folder);
    }

    /** Sets it. */
    void begin() throws IOException, InterruptedException {
        String said = run("if type first >/dev/null 2>&1; then first; fi", "");
        if (!said.isEmpty()) System.out.println(set.getFileName() + ": " + said);
    }

    /** Runs a command of a document. @throws AssertionError if it fails, or prints something else */
    void run(String place, CommandBlock.Command command) throws IOException, InterruptedException {
        String said = STAYS.matcher(command.text()).find()
                ? start(command.text())
                : run(command.text(), command.input());
        missing(command.output(), said).ifPresent(line -> {
            throw new AssertionError(place + ": \"" + command.text() + "\" does not print\n  " + line
                    + "\nany more, but\n" + said);
        });
    }

    private ProcessBuilder bash(String command) {
        ProcessBuilder bash = processes.command("bash", "-c", "set -eo pipefail; . '" + set + "'\n" + command);
        bash.directory(folder.toFile()).redirectErrorStream(true);
        bash.environment().put("top", Documents.PROJECT.toString());
        bash.environment().put("JAVA_HOME", System.getProperty("java.home"));
        bash.environment().put("PATH", folder.resolve("path") + ":" + System.getenv("PATH"));
        return bash;
    }

    private String run(String command, String input) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "said", ".out");
        Path in = Files.writeString(Files.createTempFile(folder, "typed", ".in"), input.isEmpty() ? "" : input + "\n");
        Process process = bash(command).redirectOutput(out.toFile()).redirectInput(in.toFile()).start();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!ended) SceneProcesses.end(SceneProcesses.withChildren(process.toHandle()));
        String said = Files.readString(out);
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError(
                    "\"" + command + "\" " + (ended ? "ends with " + process.exitValue() : "does not end")
                            + ":\n" + said + logs());
        }
        return said;
    }

    /** What it has printed when it is ready. */
    private String start(String command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "behind", ".log");
        Process process = bash("exec " + command).redirectOutput(log.toFile()).start();
        logs.put(command, log);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!READY.matcher(Files.readString(log)).find()) {
            if (!process.isAlive() || System.nanoTime() > until)
                throw new AssertionError("\"" + command + "\" does not start:\n" + Files.readString(log));
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        process.waitFor(200, TimeUnit.MILLISECONDS); // the other lines of its beginning
        return Files.readString(log);
    }

    private String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, Path> log : logs.entrySet())
            all.append("\n--- ").append(log.getKey()).append("\n").append(Files.readString(log.getValue()));
        return all.toString();
    }

    /** The first line of what a document tells that is not in what was printed, but for its numbers and names. */
    static Optional<String> missing(List<String> told, String said) {
        List<String> lines = said.lines().toList();
        return told.stream().filter(line -> !line.contains("...") && lines.stream().noneMatch(l -> isAlike(line, l)))
                .findFirst();
    }

    /** Whether two of three words are the same. */
    private static boolean isAlike(String told, String said) {
        List<String> words = WORD.matcher(told).results().map(found -> found.group()).toList();
        long same = words.stream().filter(said::contains).count();
        return same * 3 >= words.size() * 2L;
    }

    @Override
    public void close() {
        processes.close();
    }
}

package org.packetboat.connectors.dialup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a program, without a shell, and without input. What it prints goes to the log; when its time is over it is
 * ended, with all it has started.
 */
final class ProgramRun {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramRun.class);
    private static final int MOST_LINES = 100;
    private static final int LONGEST_LINE = 200;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** How it ended. */
    sealed interface Result {
        /** @param said the last line that it printed */
        record Exited(int code, String said) implements Result {}

        /** Its time was over. */
        record Hung(Duration after) implements Result {}

        record NotStarted(String why) implements Result {}
    }

    private final String link;
    private final StartedPrograms family;
    private final AtomicReference<String> said = new AtomicReference<>("");

    private ProgramRun(String link, StartedPrograms family) {
        this.link = link;
        this.family = family;
    }

    /**
     * Runs it to its end.
     *
     * @param family what it starts belongs to these, and is ended with it if it hangs
     * @throws InterruptedException if it is no longer wanted; it has been ended
     */
    static Result of(String link, List<String> command, Duration most, StartedPrograms family)
            throws InterruptedException {
        return new ProgramRun(link, family).run(command, most);
    }

    private Result run(List<String> command, Duration most) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            family.mark(builder.environment());
            Process process = builder.start();
            Thread listener = Thread.ofPlatform().daemon().name("output-" + link).start(() -> listen(process));
            return await(process, listener, most);
        } catch (IOException failed) {
            return new Result.NotStarted(String.valueOf(failed.getMessage()));
        }
    }

    private Result await(Process process, Thread listener, Duration most) throws InterruptedException {
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) return new Result.Hung(most);
            listener.join(LAST_WORDS); // a service that it started may keep its output open
            return new Result.Exited(process.exitValue(), said.get());
        } finally {
            if (process.isAlive()) end(process);
        }
    }

    /** Where the mark can't be seen, at least the process's own descendants are found. */
    private void end(Process process) {
        List<ProcessHandle> known = process.descendants().toList();
        process.destroyForcibly();
        known.forEach(ProcessHandle::destroyForcibly);
        family.end();
    }

    private void listen(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            int count = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String shown = line.substring(0, Math.min(line.length(), LONGEST_LINE)).strip();
                said.set(shown);
                if (count++ < MOST_LINES) LOG.info("event=command-output link={} said=\"{}\"", link, shown);
            }
        } catch (IOException ended) {
            LOG.debug("event=command-silent link={}", link, ended);
        }
    }
}

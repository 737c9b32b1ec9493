package org.packetboat.app.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Ends the process when its node has not moved for two minutes: no mail goes out then, and SMTP answers 421, so that it
 * is better started anew, by the service manager. What all threads did is written into the data folder before, as
 * {@code stuck-TIME.threads}; the last {@value #KEPT} of these are kept.
 *
 * <p>A machine that slept, or a process that was stopped for a while, is not ended: the node has to be seen stuck
 * {@value #LOOKS} times, with pauses in which it could have moved. If even the dump gets stuck, the process ends
 * without.
 */
public final class StuckNode implements AutoCloseable {
    static final Duration MOST = Duration.ofMinutes(2);
    static final int LOOKS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration DUMPING = Duration.ofSeconds(15);
    private static final int KEPT = 3;

    private final Supplier<Duration> sinceStep;
    private final Path folder;
    private final PrintStream err;
    private final IntConsumer halt;
    private final Thread thread = Thread.ofPlatform().daemon().name("stuck-node").unstarted(this::run);
    private int stuck;

    /**
     * @param sinceStep how long ago the node moved
     * @param folder    where dumps are written
     */
    public StuckNode(Supplier<Duration> sinceStep, Path folder) {
        this(sinceStep, folder, System.err, code -> Runtime.getRuntime().halt(code));
    }

    /** @param halt ends the process at once with this exit code */
    StuckNode(Supplier<Duration> sinceStep, Path folder, PrintStream err, IntConsumer halt) {
        this.sinceStep = sinceStep;
        this.folder = folder;
        this.err = err;
        this.halt = halt;
    }

    public StuckNode start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                look();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once. */
    void look() {
        stuck = sinceStep.get().compareTo(MOST) > 0 ? stuck + 1 : 0;
        if (stuck < LOOKS) return;
        Thread dumping = Thread.ofPlatform().daemon().name("stuck-dump").start(this::dump);
        try {
            dumping.join(DUMPING);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        halt.accept(FailFast.EXIT_CODE);
    }

    /** Written straight to standard error, since whoever writes the log may be stuck, too. */
    private void dump() {
        Instant now = Instant.now();
        Path dump = folder.resolve("stuck-" + now.toString().replaceAll("[:.]", "-") + ".threads");
        err.println(now + " ERROR event=fatal reason=\"the node has not moved for " + sinceStep.get().toSeconds()
                + " s\" threads=" + dump + "; this process ends itself with exit code " + FailFast.EXIT_CODE
                + ", to be started anew. What was acknowledged is on disk.");
        try {
            removeAllBut(KEPT - 1);
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
        } catch (IOException | RuntimeException noDump) {
            err.println(Instant.now() + " ERROR event=stuck-dump-failed reason=\"" + noDump + "\"");
        }
    }

    private void removeAllBut(int newest) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> dumps = files.filter(file -> file.getFileName().toString().matches("stuck-.*\\.threads"))
                    .sorted(Comparator.comparing(Path::toString).reversed()).toList();
            for (Path old : dumps.subList(Math.min(newest, dumps.size()), dumps.size()))
                Files.deleteIfExists(old);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

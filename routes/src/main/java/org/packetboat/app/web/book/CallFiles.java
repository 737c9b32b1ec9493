package org.packetboat.app.web.book;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file for each day (UTC) in which calls ended, {@code calls/2026-11-29.tsv} in the data folder; 60 days are kept.
 * Written on a thread of its own, without a sync: whoever makes calls never waits for it.
 */
public final class CallFiles implements AutoCloseable {
    private static final int DAYS = 60;
    private static final int MOST_WAITING = 10_000;
    private static final String ENDING = ".tsv";
    private static final Logger LOG = LoggerFactory.getLogger(CallFiles.class);

    private final Path folder;
    private final BlockingQueue<PastCall> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;
    private boolean failing;
    private boolean torn = true;

    /** @param folder is made when the first call is written */
    public CallFiles(Path folder) {
        this.folder = folder;
        writer = Thread.ofVirtual().name("call-book").start(this::run);
    }

    void append(PastCall call) {
        if (!waiting.offer(call)) LOG.warn("event=call-not-kept site={}; its file is not written", call.site());
    }

    private void run() {
        try {
            while (true) {
                List<PastCall> some = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(some);
                write(some);
            }
        } catch (InterruptedException e) {
            List<PastCall> last = new ArrayList<>();
            waiting.drainTo(last);
            write(last);
        }
    }

    private void write(List<PastCall> calls) {
        try {
            for (PastCall call : calls) {
                Path file = folder.resolve(day(call.end()) + ENDING);
                if (!Files.exists(file)) begin();
                write(file, call.line() + "\n");
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) LOG.warn("event=calls-not-kept folder={} reason=\"{}\"", folder, e.toString());
            failing = true;
            torn = true;
        }
    }

    /** A full disk or a kill may have left half a line at the end: what comes behind it stands in a line of its own. */
    private void write(Path file, String line) throws IOException {
        boolean mayBeTorn = torn && Files.exists(file);
        Files.writeString(file, mayBeTorn ? "\n" + line : line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        torn = false;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** A day begins: the oldest goes. */
    private void begin() throws IOException {
        Files.createDirectories(folder);
        List<LocalDate> days = days();
        for (LocalDate day : days.subList(0, Math.max(0, days.size() - DAYS + 1)))
            Files.deleteIfExists(folder.resolve(day + ENDING));
    }

    private List<LocalDate> days() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ENDING))
                    .flatMap(name -> date(name.substring(0, name.length() - ENDING.length())).stream()).sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("event=calls-not-read folder={} reason=\"{}\"", folder, e.toString());
            return List.of();
        }
    }

    private static Optional<LocalDate> date(String name) {
        try {
            return Optional.of(LocalDate.parse(name));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The beginning of the first day that is kept. */
    Optional<Instant> begins() {
        return days().stream().findFirst().map(day -> day.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    /**
     * All calls of the days that this time touches, the last first; to be closed. A call that began before midnight
     * may be in the next.
     */
    Stream<PastCall> between(Instant from, Instant to) {
        LocalDate first = day(from);
        LocalDate last = day(to).plusDays(1);
        return days().reversed().stream().filter(day -> !day.isBefore(first) && !day.isAfter(last))
                .flatMap(this::read);
    }

    private Stream<PastCall> read(LocalDate day) {
        Path file = folder.resolve(day + ENDING);
        List<PastCall> calls = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) { // half a letter is no end
            reader.lines().forEach(line -> PastCall.read(line).ifPresent(calls::add));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("event=calls-not-read file={} reason=\"{}\"", file, e.toString());
        }
        return calls.reversed().stream();
    }

    /** What waits is written. */
    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

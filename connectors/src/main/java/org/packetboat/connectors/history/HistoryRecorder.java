package org.packetboat.connectors.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.packetboat.connectors.log.RepeatedTrouble;
import org.packetboat.engine.history.DeliveryHistory;
import org.packetboat.engine.history.Findings;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes down what becomes of mail. Nobody waits for it: events are handed to a thread of its own, which writes them
 * five times a second and has them synced once a second. Events that can't be written, or that come faster than the
 * disk takes them, are counted, and the history says how many are missing. A kill of the process costs the last fifth
 * of a second, a loss of power the last second or two; the next start writes down that something may be missing.
 */
public final class HistoryRecorder implements Watcher, DeliveryHistory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryRecorder.class);
    private static final long GATHER = 200;
    private static final long SYNC = 1000;
    private static final long IDLE = Duration.ofMinutes(10).toMillis();
    private static final long ANSWER = 2000;

    private final HistoryReader reader;
    private final HistoryWriting writing;
    private final InstantSource clock;
    private final WaitingEvents waiting = new WaitingEvents();
    private final RepeatedTrouble trouble = new RepeatedTrouble(LOG, Level.WARN);
    private final Thread thread;
    private volatile boolean closed;

    private HistoryRecorder(Path folder, HistorySettings settings, BooleanSupplier diskFull, InstantSource clock) {
        this.reader = HistoryReader.of(folder);
        this.clock = clock;
        this.writing = new HistoryWriting(new HistoryFolder(folder), settings, diskFull, clock.instant());
        this.thread = Thread.ofPlatform().name("history").daemon().unstarted(this::run);
    }

    /**
     * Goes on with a history, or begins one.
     *
     * @param folder   of its files; nobody else may write there
     * @param diskFull whether the rest of the disk is kept for the queue: then the history takes no more room
     */
    public static HistoryRecorder start(Path folder, HistorySettings settings, BooleanSupplier diskFull,
            InstantSource clock) {
        HistoryRecorder recorder = new HistoryRecorder(folder, settings, diskFull, clock);
        recorder.thread.start();
        return recorder;
    }

    @Override
    public void on(StatusEvent event) {
        boolean told = event instanceof StatusEvent.OfMessage && !(event instanceof StatusEvent.Progress)
                || event instanceof StatusEvent.SessionOpened || event instanceof StatusEvent.SessionEnded
                || event instanceof StatusEvent.WindowOpened;
        if (told) waiting.add(event);
    }

    /** What was told before this is in the answer. */
    @Override
    public Findings trace(String what, int most, Function<Domain, Set<String>> ways) {
        waiting.awaitWritten(ANSWER);
        return reader.trace(what, most, ways);
    }

    private void run() {
        try {
            while (true) {
                boolean last = closed;
                List<StatusEvent> events = waiting.take(last ? 0 : writing.isSynced() ? IDLE : SYNC, last ? 0 : GATHER);
                if (!events.isEmpty()) write(events);
                else if (last) break;
                look(events.isEmpty());
            }
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<StatusEvent> events) {
        Instant first = events.getFirst().at();
        try {
            long before = waiting.takeLost();
            writing.lost(before, first);
            writing.write(events.stream().<Frame>map(Frame.Event::new).toList(), clock.instant(), System.nanoTime());
            trouble.good();
        } catch (IOException | RuntimeException e) {
            writing.lost(events.size(), first);
            trouble.note("event=history-not-written reason=\"" + e.getMessage() + "\"");
        }
    }

    private void look(boolean idle) {
        try {
            writing.look(clock.instant(), System.nanoTime(), idle);
        } catch (IOException | RuntimeException e) {
            trouble.note("event=history-not-kept reason=\"" + e.getMessage() + "\"");
        }
    }

    private void end() {
        try {
            writing.lost(waiting.takeLost(), clock.instant());
            writing.end(clock.instant());
        } catch (IOException | RuntimeException e) {
            LOG.warn("event=history-not-closed reason=\"{}\"", e.getMessage());
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        closed = true;
        waiting.hurry();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

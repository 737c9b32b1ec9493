package org.packetboat.connectors.usage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.EventSource;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts status events as usage, a second after they happened. They are kept in the queue until they are counted, on
 * disk, and each counts once: whatever was cut off comes again, and the book knows what it has. While the disk does not
 * take them, they wait, and a problem is told. Runs on a thread of its own.
 */
public final class UsageRecorder implements AutoCloseable {
    /** The reader's name in the queue. */
    public static final String READER = "usage";

    private static final Logger LOG = LoggerFactory.getLogger(UsageRecorder.class);
    private static final int AT_ONCE = 1000;
    private static final long PAUSE_MILLIS = 1000;
    private static final long PATIENCE_SECONDS = 10;

    private final EventSource events;
    private final UsageBook book;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<String> problem = Optional.empty();

    private UsageRecorder(EventSource events, UsageBook book) {
        this.events = events;
        this.book = book;
        this.thread = Thread.ofPlatform().name("usage").daemon().start(this::run);
    }

    /** Starts it; returns at once. */
    public static UsageRecorder start(EventSource events, UsageBook book) {
        return new UsageRecorder(events, book);
    }

    /** What it counts into. */
    public UsageBook book() {
        return book;
    }

    /** Why nothing is counted now; empty if it is. */
    public Optional<String> problem() {
        return problem;
    }

    private void run() {
        try {
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS))
                look();
            look(); // what has happened up to the end
        } catch (InterruptedException e) {
            LOG.debug("event=usage-end");
        }
    }

    private void look() {
        try (EventReader reader = events.reader(READER, () -> {})) {
            List<NumberedEvent> page = reader.read(AT_ONCE);
            while (!page.isEmpty()) {
                page.forEach(UsageRecorder::tellOfLost);
                book.add(page);
                reader.commit(page.getLast().number());
                page = reader.read(AT_ONCE);
            }
            if (problem.isPresent()) LOG.info("event=usage-again");
            problem = Optional.empty();
        } catch (IOException | RuntimeException e) { // a thread that ended would count nothing, and say nothing
            if (problem.isEmpty()) LOG.warn("event=usage-trouble reason=\"{}\"", e.toString());
            problem = Optional.of("usage is not counted now: " + e + "; what happens meanwhile is counted later");
        }
    }

    private static void tellOfLost(NumberedEvent event) {
        if (event.event() instanceof StatusEvent.EventsLost lost)
            LOG.error("event=usage-lost count={} reason=\"more events waited to be counted than are kept\"",
                    lost.count());
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

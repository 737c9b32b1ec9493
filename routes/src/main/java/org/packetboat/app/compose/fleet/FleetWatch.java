package org.packetboat.app.compose.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.packetboat.connectors.watch.QueuePicture;
import org.packetboat.connectors.watch.QueuePictures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a minute for branches that have become silent, and at how long our own mail waits, for our report. */
public final class FleetWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetWatch.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Fleet fleet;
    private final QueuePictures pictures;
    private final boolean reports;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("fleet").factory());
    private volatile Optional<Instant> oldest = Optional.empty();

    /** @param reports whether our own report is told */
    public FleetWatch(Fleet fleet, QueuePictures pictures, boolean reports) {
        this.fleet = fleet;
        this.pictures = pictures;
        this.reports = reports;
    }

    /** When the oldest mail that waits came in, as it was a minute ago at most. */
    public Optional<Instant> oldest() {
        return oldest;
    }

    /** Begins to look. */
    public FleetWatch start() {
        thread.scheduleWithFixedDelay(this::look, 0, FRESH.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    private void look() {
        try {
            fleet.look();
            if (reports) oldest = oldest(pictures.get(FRESH, PATIENCE));
        } catch (RuntimeException | Error bug) { // which the executor would keep to itself, and look no more
            LOG.error("event=bug where=fleet", bug);
        }
    }

    private static Optional<Instant> oldest(QueuePicture picture) {
        return picture.domains().values().stream().flatMap(d -> d.oldest().stream()).min(Instant::compareTo);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

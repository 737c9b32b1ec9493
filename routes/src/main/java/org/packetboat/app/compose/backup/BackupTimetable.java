package org.packetboat.app.compose.backup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.packetboat.app.config.settings.BackupSettings;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.wake.WindowWaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups by timetable, on a thread of its own. One is due when a time of the timetable has passed since the
 * last good one: so a server that was off at that time makes it when it starts, and one that failed is tried again an
 * hour later. While one is being made, no other is begun.
 */
public final class BackupTimetable implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackupTimetable.class);
    private static final long PATIENCE = 10_000;
    /** After this time one that failed is tried again. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private final ServerBackup backup;
    private final BackupSettings settings;
    private final InstantSource clock;
    private final Instant began;
    private final WindowWaker waker;
    private final Semaphore idle = new Semaphore(1);
    private volatile Thread thread = new Thread();
    /** Not before: one has failed. */
    private volatile Instant again = Instant.MIN;

    /** @param clock believed only once it can be right */
    public BackupTimetable(ServerBackup backup, BackupSettings settings, InstantSource clock) {
        this.backup = backup;
        this.settings = settings;
        this.clock = clock;
        this.began = clock.instant();
        this.waker = new WindowWaker(clock, this::look);
    }

    /** Begins to keep it, and makes up for what was missed. */
    public BackupTimetable start() {
        waker.start().watch(List.of(settings.due()));
        look();
        return this;
    }

    /** When the next one is due: a time that has passed if it is being made, or failed. */
    public Optional<Instant> next() {
        Instant since = backup.last().map(LastBackup::at).orElse(began);
        return settings.due().from(since).map(opening -> later(opening, since));
    }

    /** The opening at whose beginning the last one was made has its backup. */
    private Instant later(Interval opening, Instant since) {
        if (opening.open().isAfter(since)) return opening.open();
        return settings.due().from(opening.close()).map(Interval::open).orElse(Instant.MAX);
    }

    /** Makes the one that is due, if one is. */
    void look() {
        Instant now = clock.instant();
        boolean due = next().filter(at -> !at.isAfter(now)).isPresent() && !now.isBefore(again);
        if (due && idle.tryAcquire()) thread = Thread.ofPlatform().daemon().name("backup").start(this::make);
    }

    private void make() {
        try {
            backup.make(settings.folder(), settings.keep());
            again = Instant.MIN;
        } catch (IOException alreadyTold) {
            tryAgain();
        } catch (RuntimeException bug) { // which is no reason to end the server
            LOG.error("event=bug where=backup", bug);
            tryAgain();
        } finally {
            idle.release();
        }
    }

    private void tryAgain() {
        again = clock.instant().plus(AGAIN);
        Interval then = new Interval(again, again.plusSeconds(1));
        try {
            waker.watch(List.of(settings.due(),
                    at -> at.isBefore(then.close()) ? Optional.of(then) : Optional.empty()));
        } catch (IllegalStateException closed) {
            // the server ends
        }
    }

    /** Waits for the one that is being made. */
    void await() throws InterruptedException {
        thread.join();
    }

    /** Ends one that is being made: it does not count then. */
    @Override
    public void close() {
        waker.close();
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

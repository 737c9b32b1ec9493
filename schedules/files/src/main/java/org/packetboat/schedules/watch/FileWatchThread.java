package org.packetboat.schedules.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for changed files at once and then every two seconds, and sooner when the system reports a change, once the
 * editor has been quiet for a moment. A failure in one look is logged and does not end it.
 */
public final class FileWatchThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatchThread.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofMillis(150);
    private static final int MOST_WAITS = 10;

    private final Runnable look;
    private final FolderEvents events;
    private final Thread thread;

    private FileWatchThread(String name, Runnable look, FolderEvents events) {
        this.look = look;
        this.events = events;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /**
     * Starts watching.
     *
     * @param name   the thread's
     * @param look   looks once
     * @param places the files and folders that the look reads
     * @throws IOException if the system gives no watch service
     */
    public static FileWatchThread start(String name, Runnable look, List<Path> places) throws IOException {
        FileWatchThread watch = new FileWatchThread(name, look, new FolderEvents(places));
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                if (events.await(EVERY)) settle();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.debug("event=file-watch-ended");
        }
    }

    /** Waits until the changes come to rest, so that a file is not read half-written. */
    private void settle() throws InterruptedException {
        for (int waits = 0; waits < MOST_WAITS && events.await(QUIET); waits++);
    }

    private void look() {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.error("event=file-watch-failed", e);
        }
    }

    /** Ends the watching; a look under way is finished first. */
    @Override
    public void close() throws IOException {
        events.close();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

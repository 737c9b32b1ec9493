package org.packetboat.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between those who log and the output, so that a burst does not wait for it and nobody ever waits for long:
 * when the queue is full, all who log wait together for at most 200 ms; after that lines are dropped and counted until
 * half of the queue is written. Then a line says how many are missing. The last places are kept for warnings and
 * errors.
 */
final class LogQueue extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int LINES = 8192;
    private static final int FOR_WARNINGS = 512;
    private static final long MOST_WAIT_NANOS = 200_000_000L;

    private final Layout<ILoggingEvent> layout;
    private final OutputStream output;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final Queue<String> lines = new ArrayDeque<>();
    private Optional<Long> fullSince = Optional.empty();
    private boolean writing;
    private long dropped;
    private long told;

    /** @param output buffered; used by this queue's thread only, and flushed when no more lines wait */
    LogQueue(Layout<ILoggingEvent> layout, OutputStream output) {
        this.layout = layout;
        this.output = output;
    }

    @Override
    public void start() {
        super.start();
        Thread.ofPlatform().daemon().name("log").start(this::run);
    }

    /** How many lines were dropped since the start. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was logged is written, but not longer than this. */
    void awaitWritten(Duration most) {
        lock.lock();
        try {
            long left = most.toNanos();
            while ((writing || !lines.isEmpty()) && left > 0)
                left = taken.awaitNanos(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = layout.doLayout(event);
        int places = event.getLevel().isGreaterOrEqual(Level.WARN) ? LINES : LINES - FOR_WARNINGS;
        lock.lock();
        try {
            if (lines.size() >= places && !getsRoom(places)) {
                dropped++;
                return;
            }
            lines.add(line);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean getsRoom(int places) {
        long now = System.nanoTime();
        long until = fullSince.orElse(now) + MOST_WAIT_NANOS;
        fullSince = fullSince.or(() -> Optional.of(now));
        try {
            for (long left = until - now; left > 0 && lines.size() >= places; left = until - System.nanoTime())
                if (!taken.await(left, TimeUnit.NANOSECONDS)) break;
            return lines.size() < places;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        while (true) {
            write(next());
            written();
        }
    }

    /** A reader that is gone is no reason to end: nobody reads, and nobody misses anything. */
    private void write(String line) {
        try {
            output.write(line.getBytes(StandardCharsets.UTF_8));
            if (isLast()) output.flush();
        } catch (IOException gone) {
            addWarn("the log can't be written", gone);
        }
    }

    private String next() {
        lock.lock();
        try {
            while (lines.isEmpty())
                arrived.awaitUninterruptibly();
            writing = true;
            boolean drained = lines.size() <= LINES / 2;
            if (drained) fullSince = Optional.empty();
            if (drained && told < dropped) return missing();
            return lines.remove();
        } finally {
            lock.unlock();
        }
    }

    private String missing() {
        LoggingEvent event = new LoggingEvent(LogQueue.class.getName(),
                ((LoggerContext) getContext()).getLogger("org.packetboat.log"), Level.WARN,
                "event=log-lines-dropped count={}; standard output was not read fast enough", null,
                new Object[]{dropped - told});
        told = dropped;
        return layout.doLayout(event);
    }

    private boolean isLast() {
        lock.lock();
        try {
            return lines.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void written() {
        lock.lock();
        try {
            writing = false;
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

package org.packetboat.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.ByteArrayOutputStream;
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
 * errors. Lines that can't be written, as on a full disk, are dropped and counted likewise, and standard error is told
 * once.
 */
final class LogQueue extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int LINES = 8192;
    private static final int FOR_WARNINGS = 512;
    private static final int BATCH_BYTES = 8192;
    private static final long MOST_WAIT_NANOS = 200_000_000L;

    private final Layout<ILoggingEvent> layout;
    private final Layout<ILoggingEvent> plain = new LogLayout();
    private final OutputStream output;
    private final String where;
    /** Whole lines that are written at once, and how many; the queue's thread has them alone. */
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream(2 * BATCH_BYTES);
    private int inBatch;
    private boolean failing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final Queue<String> lines = new ArrayDeque<>();
    private Optional<Long> fullSince = Optional.empty();
    private boolean writing;
    private long dropped;
    private long told;
    /** What was told once the batch is written. */
    private long telling;
    private String why;

    /**
     * @param output gets whole lines, several at once if they wait; used by this queue's thread only
     * @param where  what it is, for those who look for lines that are missing
     */
    LogQueue(Layout<ILoggingEvent> layout, OutputStream output, String where) {
        this.layout = layout;
        this.output = output;
        this.where = where;
        this.why = slow();
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

    /** Why some were dropped: what was the matter last. */
    String why() {
        lock.lock();
        try {
            return why;
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
        String line = line(event);
        int places = event.getLevel().isGreaterOrEqual(Level.WARN) ? LINES : LINES - FOR_WARNINGS;
        lock.lock();
        try {
            if (lines.size() >= places && !getsRoom(places)) {
                dropped++;
                why = slow();
                return;
            }
            lines.add(line);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever logs is not to fail by it: what can't be laid out as it should is written plainly. */
    private String line(ILoggingEvent event) {
        try {
            return layout.doLayout(event);
        } catch (RuntimeException | StackOverflowError broken) {
            return plain.doLayout(event);
        }
    }

    private String slow() {
        return where + " was not read fast enough";
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

    /** An output that fails is no reason to end: it may be better with the next lines. */
    private void write(String line) {
        batch.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        inBatch++;
        if (batch.size() < BATCH_BYTES && !isLast()) return;
        try {
            batch.writeTo(output);
            output.flush();
            told();
        } catch (IOException unwritable) {
            lost(where + " can't be written: " + unwritable.getMessage());
        }
        batch.reset();
        inBatch = 0;
    }

    private void told() {
        failing = false;
        lock.lock();
        try {
            told = telling;
        } finally {
            lock.unlock();
        }
    }

    private void lost(String reason) {
        lock.lock();
        try {
            dropped += inBatch;
            telling = told;
            why = reason;
        } finally {
            lock.unlock();
        }
        if (!failing) System.err.println("packetboat: log lines are lost: " + reason);
        failing = true;
    }

    private String next() {
        lock.lock();
        try {
            while (lines.isEmpty())
                arrived.awaitUninterruptibly();
            writing = true;
            boolean drained = lines.size() <= LINES / 2;
            if (drained) fullSince = Optional.empty();
            return (drained && telling < dropped ? missing() : "") + lines.remove();
        } finally {
            lock.unlock();
        }
    }

    private String missing() {
        LoggingEvent event = new LoggingEvent(LogQueue.class.getName(),
                ((LoggerContext) getContext()).getLogger("org.packetboat.log"), Level.WARN,
                "event=log-lines-dropped count={} why=\"{}\"", null, new Object[]{dropped - telling, why});
        telling = dropped;
        return line(event);
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

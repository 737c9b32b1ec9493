package org.packetboat.connectors.serial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread from which a session hears of its line, and its alarm. The line of a session that breaks is closed,
 * lest a port stay locked; its driver has told the supply by then.
 */
final class LineEvents {
    private static final Logger LOG = LoggerFactory.getLogger(LineEvents.class);
    private static final int MOST_UNREAD = 64;

    private final String name;
    private final InstantSource clock;
    private final Runnable close;
    private final ScheduledThreadPoolExecutor thread;
    private final Semaphore unread = new Semaphore(MOST_UNREAD);
    private SessionDriver driver;
    private Future<?> alarm;

    /**
     * @param name  for the thread and the log
     * @param close closes the line
     */
    LineEvents(String name, InstantSource clock, Runnable close) {
        this.name = name;
        this.clock = clock;
        this.close = close;
        this.thread = new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("line-" + name).factory());
        this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.alarm = thread.submit(() -> {});
    }

    /** The line is up. */
    void start(SessionDriver owner) {
        driver = owner;
        post(new Event.Connected());
    }

    /** To be told soon. */
    void post(Event event) {
        later(() -> tell(event));
    }

    /** What came in; a session that is slower than the line makes whoever reads the line wait here. */
    void received(byte[] bytes) {
        try {
            unread.acquire();
        } catch (InterruptedException closing) {
            return;
        }
        later(() -> {
            unread.release();
            tell(new Event.Received(bytes));
        });
    }

    /** Tells it; on the thread only. */
    private void tell(Event event) {
        driver.on(event);
    }

    /** The pool would keep what is thrown to itself. */
    private void orStop(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error broken) {
            LOG.error("event=session-broken line={}", name, broken);
            close.run();
        }
    }

    /** See {@link org.packetboat.engine.link.Line#later}. */
    void later(Runnable work) {
        try {
            thread.execute(() -> orStop(work));
        } catch (RejectedExecutionException over) {
            // after the end of the session nothing matters any more
        }
    }

    /** See {@link org.packetboat.engine.link.Line#alarm}. */
    void alarm(Instant at) {
        alarm.cancel(false);
        if (at.equals(Instant.MAX) || thread.isShutdown()) return;
        long wait = Math.max(0, Duration.between(clock.instant(), at).toMillis());
        alarm = thread.schedule(() -> orStop(() -> tell(new Event.Rang())), wait, TimeUnit.MILLISECONDS);
    }

    /** Nothing more is told after what was posted. */
    void end() {
        thread.shutdown();
    }
}

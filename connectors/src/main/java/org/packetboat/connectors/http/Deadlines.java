package org.packetboat.connectors.http;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes too long: the thread is interrupted, and a socket that it writes to or reads from is closed by that
 * ({@link java.nio.channels.InterruptibleChannel}).
 */
final class Deadlines implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final Duration most;

    Deadlines(Duration most) {
        this.most = most;
        timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("http-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Something that is to end in time. */
    final class Limited implements AutoCloseable {
        private ScheduledFuture<?> end;

        private Limited(Thread thread) {
            end = timer.schedule(thread::interrupt, most.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** It is over. */
        @Override
        public void close() {
            end.cancel(false);
        }
    }

    /** From now on this thread has so long. */
    Limited begin() {
        return new Limited(Thread.currentThread());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

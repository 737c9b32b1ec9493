package org.packetboat.app.web.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits how many requests do costly work at the same time. Further requests wait for at most two seconds, in the order
 * in which they came; then {@link Busy} tells the client to ask again.
 */
final class ConcurrencyLimit {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore free;

    /** Too many requests of this kind are being answered. */
    static final class Busy extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Busy() {
            super("The server is busy with questions like this one. Ask again in some seconds.");
        }
    }

    /** @param atOnce how many requests work at the same time, at least 1 */
    ConcurrencyLimit(int atOnce) {
        free = new Semaphore(atOnce, true);
    }

    /** Does the work once fewer than the limit are at work. @throws Busy if that takes too long */
    <T> T run(Supplier<T> work) {
        try {
            if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) throw new Busy();
        } catch (InterruptedException late) {
            Thread.currentThread().interrupt();
            throw new Busy();
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}

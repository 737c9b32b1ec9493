package org.packetboat.app.web.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets few at a time do what takes much memory or time. Others wait a little, and are told to come again. */
final class Turns {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore free;

    /** It is not his turn yet. */
    static final class Busy extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Busy() {
            super("The server is busy with questions like this one. Ask again in some seconds.");
        }
    }

    /** @param atOnce how many */
    Turns(int atOnce) {
        free = new Semaphore(atOnce, true);
    }

    /** @throws Busy if others take too long */
    <T> T take(Supplier<T> work) {
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

package org.packetboat.connectors.smtp.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Brings the pieces of large messages to the disk, in the order in which they came. A connection hands over one at a
 * time and is not read until that is done, so what waits here is bounded by the number of connections, and each of them
 * gets on by one piece in turn. Platform threads: a write to the store would pin a virtual one to its carrier.
 */
final class LargeTexts implements AutoCloseable {
    /** The store writes one batch at a time: one is written while the next is put together. */
    private static final int THREADS = 2;
    private static final long PATIENCE_SECONDS = 5;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS,
            Thread.ofPlatform().name("smtp-text-", 0).factory());

    /** @throws java.util.concurrent.RejectedExecutionException once it is closed */
    void execute(Runnable work) {
        threads.execute(work);
    }

    /** Finishes what was handed over. What takes too long counts as never sent: the next start drops it. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

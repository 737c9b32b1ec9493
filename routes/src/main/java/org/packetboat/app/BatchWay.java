package org.packetboat.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.packetboat.app.config.Configuration;
import org.packetboat.connectors.batch.FileBatching;
import org.packetboat.connectors.batch.Terms;
import org.packetboat.engine.batch.Batching;

/**
 * Mail in batches, with far sides that are Packetboats, too. They are packed and read on half of the processors, behind
 * all other work; a call whose batch is not ready waits and keeps its line.
 */
final class BatchWay implements AutoCloseable {
    private static final Path FOLDER = Path.of("batches");

    private final ExecutorService threads = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("batches-", 1).factory());
    private final Batching batching;

    BatchWay(Configuration configuration, InstantSource clock) {
        batching = new FileBatching(configuration.server().name(), configuration.data().resolve(FOLDER),
                _ -> Terms.USUAL, threads, clock);
    }

    Batching batching() {
        return batching;
    }

    /** What is being packed is packed again in the next call. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}

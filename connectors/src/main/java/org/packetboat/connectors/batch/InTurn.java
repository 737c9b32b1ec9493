package org.packetboat.connectors.batch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work done one piece after the other, in the order given, on somebody else's threads. A piece that throws is logged,
 * and those behind it are done.
 */
final class InTurn {
    private static final Logger LOG = LoggerFactory.getLogger(InTurn.class);

    private final Executor threads;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    InTurn(Executor threads) {
        this.threads = threads;
    }

    synchronized void run(Runnable work) {
        last = last.handleAsync((_, _) -> {
            orSay(work);
            return null;
        }, threads);
    }

    private static void orSay(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error bug) {
            LOG.error("event=bug where=bundles", bug);
        }
    }
}

package org.packetboat.connectors.batch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Work done one piece after the other, in the order given, on somebody else's threads. */
final class InTurn {
    private final Executor threads;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    InTurn(Executor threads) {
        this.threads = threads;
    }

    synchronized void run(Runnable work) {
        last = last.handleAsync((_, _) -> {
            work.run();
            return null;
        }, threads);
    }
}

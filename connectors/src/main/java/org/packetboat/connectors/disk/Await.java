package org.packetboat.connectors.disk;

import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Answers of the node and of the intake, for a thread that has nothing else to do. */
final class Await {
    private Await() {}

    /** @throws InterruptedIOException if the server stops before the answer is there */
    static <T> T answer(CompletableFuture<T> answer) throws InterruptedIOException {
        try {
            return answer.get();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }
}

package org.packetboat.connectors.jmx.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Waits for an answer of the node. */
public final class Asking {
    private static final long SECONDS = 60;

    private Asking() {}

    /** @throws IllegalStateException if no answer comes within a minute */
    public static <T> T answer(Consumer<Consumer<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        question.accept(answer::complete);
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server has not answered within " + SECONDS + " s", e);
        }
    }
}

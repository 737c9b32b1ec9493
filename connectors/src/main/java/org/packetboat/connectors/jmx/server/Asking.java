package org.packetboat.connectors.jmx.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.packetboat.engine.inbox.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for an answer of the node. */
public final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
    private static final long SECONDS = 60;

    private Asking() {}

    /**
     * Waits for it.
     *
     * @throws IllegalArgumentException as the node's, if it can't be answered as it was asked
     * @throws IllegalStateException    if no answer comes within a minute, or the server fails at it
     */
    public static <T> T answer(Consumer<Consumer<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        question.accept(completing(answer));
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the server has not answered within " + SECONDS + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) throw wrong;
            throw new IllegalStateException("the server has failed at this: " + e.getCause(), e.getCause());
        }
    }

    private static <T> Answer<T> completing(CompletableFuture<T> answer) {
        return new Answer<>() {
            @Override
            public void accept(T found) {
                answer.complete(found);
            }

            @Override
            public void failed(RuntimeException why) {
                LOG.error("event=question-failed reason=\"{}\"", why.toString(), why);
                answer.completeExceptionally(why);
            }
        };
    }
}

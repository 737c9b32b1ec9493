package org.packetboat.connectors.jmx.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.engine.inbox.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for an answer of the node. */
public final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final ScopedValue<Duration> PATIENCE = ScopedValue.newInstance();

    private Asking() {}

    /** Waits longer, or less long, than a minute for answers that are asked for within. */
    public static <T> T patiently(Duration atMost, Supplier<T> asking) {
        return ScopedValue.where(PATIENCE, atMost).call(asking::get);
    }

    /**
     * Whether the answer did not come in time, or nobody could wait for it. What was asked for may still be done: this
     * is no refusal.
     */
    public static boolean isLate(IllegalStateException noAnswer) {
        return noAnswer.getCause() instanceof TimeoutException
                || noAnswer.getCause() instanceof InterruptedException;
    }

    /**
     * Waits for it.
     *
     * @throws IllegalArgumentException as the node's, if it can't be answered as it was asked
     * @throws IllegalStateException    if no answer comes within a minute, see {@link #isLate}, or the server fails at
     *                                  it
     */
    public static <T> T answer(Consumer<Consumer<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        question.accept(completing(answer));
        Duration patience = PATIENCE.orElse(USUAL);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the server has not answered within " + patience.toSeconds() + " s", e);
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

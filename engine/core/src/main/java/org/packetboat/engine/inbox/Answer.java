package org.packetboat.engine.inbox;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Somebody outside the node who waits for an answer, and can be told that there is none. A question changes nothing; if
 * it fails, whoever asked is told and the node goes on. A plain {@link Consumer} instead is a part of the server
 * itself: if its question fails, that is a fault of the node.
 *
 * @param <T> what is answered
 */
public interface Answer<T> extends Consumer<T> {
    /** The question has failed; there will be no answer. */
    void failed(RuntimeException why);

    /** A question that changes nothing, as work for the node. */
    static <T> Inbox.Task task(Consumer<? super T> answer, Function<Instant, T> question) {
        return now -> {
            T found;
            try {
                found = question.apply(now);
            } catch (RuntimeException e) {
                failed(answer, e);
                return;
            }
            answer.accept(found);
        };
    }

    /**
     * Tells of a failure.
     *
     * @throws RuntimeException the failure itself, if nobody outside has asked
     */
    static void failed(Consumer<?> answer, RuntimeException why) {
        if (!(answer instanceof Answer<?> outside)) throw why;
        outside.failed(why);
    }

    /** Takes an answer and passes a failure on. @param whose who asked, and is told of a failure */
    static <T> Consumer<T> instead(Consumer<?> whose, Consumer<T> then) {
        if (!(whose instanceof Answer<?> outside)) return then;
        return new Answer<>() {
            @Override
            public void accept(T answer) {
                then.accept(answer);
            }

            @Override
            public void failed(RuntimeException why) {
                outside.failed(why);
            }
        };
    }
}

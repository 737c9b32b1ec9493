package org.packetboat.engine.inbox;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who waits outside the node for an answer, and can be told that there is none. What fails while a question is looked
 * into has changed nothing: it concerns whoever asked, and the node goes on. Who takes answers only is a part of the
 * server itself; a question of his that fails is a fault of the node.
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

    /** Gets an answer in someone's place; a failure is told to him. */
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

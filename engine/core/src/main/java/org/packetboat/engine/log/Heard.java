package org.packetboat.engine.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What came in since the last step. */
final class Heard {
    private final Queue<Consumer<Duration>> all = new ArrayDeque<>();
    private final Runnable wake;

    /** @param wake called when something came in, so that somebody makes a step */
    Heard(Runnable wake) {
        this.wake = wake;
    }

    void add(Consumer<Duration> what) {
        all.add(what);
        wake.run();
    }

    /** Sees to the first of it. @return false if there is nothing */
    boolean next(Duration now) {
        Consumer<Duration> first = all.poll();
        if (first == null) return false;
        first.accept(now);
        return true;
    }

    boolean isWaiting() {
        return !all.isEmpty();
    }

    /** A question to the outside, one at a time: of an answer that comes too late, nothing is heard. */
    final class Question<T> {
        private final Duration patience;
        private long number;
        private Optional<Duration> asked = Optional.empty();
        private BiConsumer<Optional<T>, Duration> onAnswer = (_, _) -> {};

        Question(Duration patience) {
            this.patience = patience;
        }

        /** @param how puts the question @param answered hears the answer; nothing if it failed or did not come */
        void ask(Duration now, Consumer<Consumer<Optional<T>>> how, Consumer<Answer<T>> answered) {
            long mine = ++number;
            asked = Optional.of(now);
            onAnswer = (value, time) -> answered.accept(new Answer<>(value, now, time));
            how.accept(value -> add(time -> hear(mine, value, time)));
        }

        private void hear(long mine, Optional<T> value, Duration now) {
            if (mine != number || asked.isEmpty()) return;
            asked = Optional.empty();
            onAnswer.accept(value, now);
        }

        boolean isOpen() {
            return asked.isPresent();
        }

        /** Gives it up if it has waited too long. */
        void expire(Duration now) {
            if (asked.isPresent() && now.minus(asked.get()).compareTo(patience) >= 0)
                hear(number, Optional.empty(), now);
        }

        void forget() {
            number++;
            asked = Optional.empty();
        }
    }

    /** Several questions at a time. */
    final class Questions<T> {
        private static final int AT_ONCE = 16;

        private final List<Question<T>> all;

        Questions(Duration patience) {
            all = IntStream.range(0, AT_ONCE).mapToObj(_ -> new Question<T>(patience)).toList();
        }

        /** One that can be put now. */
        Optional<Question<T>> free() {
            return all.stream().filter(question -> !question.isOpen()).findFirst();
        }

        boolean areOpen() {
            return all.stream().anyMatch(Question::isOpen);
        }

        void expire(Duration now) {
            all.forEach(question -> question.expire(now));
        }

        void forget() {
            all.forEach(Question::forget);
        }
    }

    /** An answer, when it was asked for, and when it came. */
    record Answer<T>(Optional<T> value, Duration asked, Duration now) {}
}

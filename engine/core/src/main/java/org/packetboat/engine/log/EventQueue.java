package org.packetboat.engine.log;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What came in since the last step, in its order: {@link LogMember#step} runs it, so that all happens between two steps
 * and with the time of one. Requests to brokers, snapshots and disk are sent from here; their answers come here, on
 * any thread.
 */
final class EventQueue {
    private final Queue<Consumer<Duration>> all = new ConcurrentLinkedQueue<>();
    private final Runnable wake;

    /** @param wake called when something came in, on the thread that brought it, so that somebody makes a step */
    EventQueue(Runnable wake) {
        this.wake = wake;
    }

    /** May be called on any thread. */
    void add(Consumer<Duration> what) {
        all.add(what);
        wake.run();
    }

    /** Runs the first of it. @return false if there is nothing */
    boolean next(Duration now) {
        Consumer<Duration> first = all.poll();
        if (first == null) return false;
        first.accept(now);
        return true;
    }

    boolean isWaiting() {
        return !all.isEmpty();
    }

    /** A request to the outside, one at a time. An answer that comes after its timeout is dropped. */
    final class Request<T> {
        private final Duration timeout;
        private long number;
        private Optional<Duration> asked = Optional.empty();
        private BiConsumer<Optional<T>, Duration> onAnswer = (_, _) -> {};

        Request(Duration timeout) {
            this.timeout = timeout;
        }

        /** @param how sends it @param answered gets the answer; empty if the request failed or timed out */
        void send(Duration now, Consumer<Consumer<Optional<T>>> how, Consumer<Response<T>> answered) {
            long mine = ++number;
            asked = Optional.of(now);
            onAnswer = (value, time) -> answered.accept(new Response<>(value, now, time));
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
            if (asked.isPresent() && now.minus(asked.get()).compareTo(timeout) >= 0)
                hear(number, Optional.empty(), now);
        }

        void forget() {
            number++;
            asked = Optional.empty();
        }
    }

    /** Several requests at a time. */
    final class Requests<T> {
        private static final int AT_ONCE = 16;

        private final List<Request<T>> all;

        Requests(Duration timeout) {
            all = IntStream.range(0, AT_ONCE).mapToObj(_ -> new Request<T>(timeout)).toList();
        }

        /** One that can be sent now. */
        Optional<Request<T>> free() {
            return all.stream().filter(request -> !request.isOpen()).findFirst();
        }

        boolean areOpen() {
            return all.stream().anyMatch(Request::isOpen);
        }

        void expire(Duration now) {
            all.forEach(request -> request.expire(now));
        }

        void forget() {
            all.forEach(Request::forget);
        }
    }

    /** An answer, when the request was sent, and when the answer came. */
    record Response<T>(Optional<T> value, Duration asked, Duration now) {}
}

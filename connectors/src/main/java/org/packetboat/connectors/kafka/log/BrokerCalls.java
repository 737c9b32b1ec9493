package org.packetboat.connectors.kafka.log;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.packetboat.connectors.log.RepeatedTrouble;
import org.slf4j.Logger;

/**
 * Calls to brokers, each on a thread of its owner. Every call has one answer; it is empty if the call failed, which the
 * log is told, or if the owner is closed.
 */
final class BrokerCalls {
    private final String what;
    private final String topic;
    private final RepeatedTrouble trouble;

    /** @param what what is called, for the log: {@code log} or {@code snapshot} */
    BrokerCalls(String what, String topic, Logger log) {
        this.what = what;
        this.topic = topic;
        this.trouble = new RepeatedTrouble(log);
    }

    <T> void ask(ExecutorService where, String name, Callable<T> call, Consumer<Optional<T>> answer) {
        try {
            where.execute(() -> answer.accept(tried(name, call)));
        } catch (RejectedExecutionException e) {
            answer.accept(Optional.empty()); // it is closed
        }
    }

    private <T> Optional<T> tried(String name, Callable<T> call) {
        try {
            T value = call.call();
            trouble.good();
            return Optional.of(value);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception e) {
            failed(name, e);
            return Optional.empty();
        }
    }

    /** Tells the log that a call has failed. */
    void failed(String name, Throwable why) {
        trouble.note("event=" + what + "-" + name + "-failed topic=" + topic + " reason=\"" + why.getMessage() + "\"");
    }
}

package org.packetboat.connectors.kafka.log;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.packetboat.engine.log.ReplicatedLog.Writer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to a log: a transactional producer, whose transactions serve the fence alone. What it has sent
 * counts whether they are committed or not. Everything is done on a thread of its own, since Kafka's producer blocks
 * while a transaction is ended. Once something has failed, nothing more is sent.
 */
final class LogWriter implements Writer {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

    private sealed interface Work {
        record Append(byte[] record, Consumer<Optional<Long>> answer) implements Work {}

        record EndTransaction() implements Work {}

        record Close() implements Work {}
    }

    private final Producer<byte[], byte[]> producer;
    private final TopicPartition partition;
    private final BrokerCalls calls;
    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean failed;
    private volatile boolean closed;
    /** Belongs to the thread. */
    private boolean open;

    /** @param producer that has the right, which it will be closed with */
    LogWriter(Producer<byte[], byte[]> producer, TopicPartition partition, BrokerCalls calls) {
        this.producer = producer;
        this.partition = partition;
        this.calls = calls;
        this.thread = Thread.ofVirtual().name("log-writer").start(this::work);
    }

    @Override
    public void append(byte[] record, Consumer<Optional<Long>> answer) {
        queue.add(new Work.Append(record, answer));
    }

    @Override
    public void endTransaction() {
        queue.add(new Work.EndTransaction());
    }

    @Override
    public void close() {
        closed = true;
        queue.add(new Work.Close());
    }

    /** Waits, after {@link #close}, until the transaction is ended or given up; for a while. */
    void awaitEnd(Duration most) {
        try {
            thread.join(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (isGoingOn(queue.take())) {
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isGoingOn(Work next) {
        switch (next) {
            case Work.Append(var record, var answer) -> send(record, answer);
            case Work.EndTransaction _ -> tried(this::commit);
            case Work.Close _ -> end();
        }
        return !(next instanceof Work.Close);
    }

    private void send(byte[] record, Consumer<Optional<Long>> answer) {
        boolean sent = !closed && tried(() -> {
            if (!open) producer.beginTransaction();
            open = true;
            producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, record),
                    (where, failure) -> {
                        if (failure != null) failed(failure);
                        answer.accept(failure == null ? Optional.of(where.offset()) : Optional.empty());
                    });
        });
        if (!sent) answer.accept(Optional.empty());
    }

    private void commit() {
        if (open) producer.commitTransaction();
        open = false;
    }

    /** An open transaction is ended, so that whoever writes next need not wait for it. */
    private void end() {
        tried(this::commit);
        producer.close(Duration.ZERO);
    }

    /** @return false if it has failed, now or before */
    private boolean tried(Runnable what) {
        if (failed) return false;
        try {
            what.run();
            return true;
        } catch (RuntimeException e) {
            failed(e);
            return false;
        }
    }

    private void failed(Exception why) {
        failed = true;
        calls.failed("write", why);
        LOG.debug("event=log-write-failed topic={}", partition.topic(), why);
    }
}

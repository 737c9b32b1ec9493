package org.packetboat.connectors.kafka.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads a partition from any place on. Records of open and of aborted transactions are read like all others; the
 * markers that end transactions are passed over. For one thread; blocks for some seconds at most. After an error the
 * next call begins with a new client.
 */
final class LogReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofMillis(500);

    /**
     * @param end the place behind the last record there was, markers counted, or behind the last one of these if there
     * was no other
     */
    record Part(List<ConsumerRecord<byte[], byte[]>> records, long end) {}

    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final TopicPartition partition;
    private Optional<Consumer<byte[], byte[]>> client = Optional.empty();
    private long next = -1;

    LogReader(Supplier<Consumer<byte[], byte[]>> clients, TopicPartition partition) {
        this.clients = clients;
        this.partition = partition;
    }

    /**
     * From this place on, or from the first one that is left; some records at least, if there are any.
     *
     * @throws RuntimeException if brokers don't answer
     */
    Part read(long from) {
        try {
            long end = end();
            if (from >= end) return new Part(List.of(), end);
            if (from != next) client().seek(partition, from);
            return collect(from, end);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Behind the last record that readers may see: at least those that were acknowledged before the call. */
    long end() {
        return client().endOffsets(List.of(partition), PATIENCE).get(partition);
    }

    private Part collect(long from, long end) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (records.isEmpty() && client().position(partition, PATIENCE) < end) {
            if (System.nanoTime() > patience) throw new TimeoutException("no records of " + partition);
            poll(from, end, records);
        }
        next = client().position(partition, PATIENCE);
        boolean all = next >= end;
        long behind = records.isEmpty() ? end : records.getLast().offset() + 1;
        return new Part(records, all ? behind : end);
    }

    private void poll(long from, long end, List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            client().poll(POLL).records(partition).forEach(records::add);
        } catch (OffsetOutOfRangeException e) {
            long begin = client().beginningOffsets(List.of(partition), PATIENCE).get(partition);
            client().seek(partition, from < begin ? begin : end);
        }
    }

    private Consumer<byte[], byte[]> client() {
        if (client.isEmpty()) {
            Consumer<byte[], byte[]> made = clients.get();
            made.assign(List.of(partition));
            next = -1;
            client = Optional.of(made);
        }
        return client.get();
    }

    @Override
    public void close() {
        client.ifPresent(open -> open.close(CloseOptions.timeout(Duration.ZERO)));
        client = Optional.empty();
        next = -1;
    }
}

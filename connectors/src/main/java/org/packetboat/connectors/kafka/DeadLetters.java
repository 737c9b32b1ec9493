package org.packetboat.connectors.kafka;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.packetboat.connectors.kafka.record.Origin;
import org.packetboat.engine.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes dead letters. When {@link #send} returns, all brokers that must have them do; if the process dies between that
 * and the commit of the position behind them, they come once more, told apart by the position they carry. For one
 * thread. The producer is made for the first letter.
 */
final class DeadLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> connect;
    private Optional<Producer<byte[], byte[]>> producer = Optional.empty();

    DeadLetters(String topic, Supplier<Producer<byte[], byte[]>> connect) {
        this.topic = topic;
        this.connect = connect;
    }

    /** @throws KafkaException if one of them can't be written */
    void send(List<DeadLetter> letters) {
        if (letters.isEmpty()) return;
        if (producer.isEmpty()) producer = Optional.of(connect.get());
        Producer<byte[], byte[]> out = producer.get();
        List<Future<RecordMetadata>> sent = letters.stream().map(l -> send(out, l)).toList();
        for (int i = 0; i < sent.size(); i++) {
            if (!isTaken(sent.get(i)) && !isTaken(out.send(letters.get(i).withoutValue(topic))))
                throw new RecordTooLargeException("topic " + topic + " takes no record of any size");
            log(letters.get(i));
        }
    }

    /** Where memory is short, the value stays behind. */
    private Future<RecordMetadata> send(Producer<byte[], byte[]> out, DeadLetter letter) {
        try {
            return out.send(letter.forTopic(topic));
        } catch (OutOfMemoryError e) {
            return out.send(letter.withoutValue(topic));
        }
    }

    /** @return false if the record is larger than the topic takes */
    private static boolean isTaken(Future<RecordMetadata> sent) {
        try {
            sent.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) return false;
            throw new KafkaException("a dead letter can't be written: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void log(DeadLetter letter) {
        LOG.warn("event=dead-letter source={} reason=\"{}\"", Origin.of(letter.record()),
                Quoted.oneLine(letter.reason()).replace('"', '\''));
    }

    @Override
    public void close() {
        producer.ifPresent(Producer::close);
    }
}

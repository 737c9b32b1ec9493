package org.packetboat.connectors.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that can't be mail, or not for all of its recipients.
 *
 * @param reason in one line
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
    /** The record as it came, and in headers why and from where. */
    ProducerRecord<byte[], byte[]> forTopic(String topic) {
        return withValue(topic, record.value());
    }

    /** The same without its value, for a topic that takes no record so large. */
    ProducerRecord<byte[], byte[]> withoutValue(String topic) {
        ProducerRecord<byte[], byte[]> letter = withValue(topic, null);
        letter.headers().add("packetboat-left-out", utf8(record.value().length + " bytes"));
        return letter;
    }

    private ProducerRecord<byte[], byte[]> withValue(String topic, byte[] value) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        headers.add("packetboat-reason", utf8(reason));
        headers.add("packetboat-topic", utf8(record.topic()));
        headers.add("packetboat-partition", utf8(Integer.toString(record.partition())));
        headers.add("packetboat-offset", utf8(Long.toString(record.offset())));
        return new ProducerRecord<>(topic, null, record.key(), value, headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package org.packetboat.connectors.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.packetboat.engine.mail.Address;

/**
 * A record that can't be mail, or not for all of its recipients. One that was mail for some names only the others in
 * its {@code rcpt-to}, so that it may be sent again as it is once what kept them from it is mended.
 *
 * @param reason in one line
 * @param only   the recipients it is dead for; none if that is all
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, String reason, List<Address> only) {
    private static final String RECIPIENTS = "rcpt-to";
    private static final String TYPE = "content-type";
    private static final String OURS = "packetboat-";

    public DeadLetter {
        only = List.copyOf(only);
    }

    /** One that is dead for all. */
    public static DeadLetter whole(ConsumerRecord<byte[], byte[]> record, String reason) {
        return new DeadLetter(record, reason, List.of());
    }

    /** One that others got. */
    static DeadLetter partly(ConsumerRecord<byte[], byte[]> record, String reason, Collection<Address> only) {
        return new DeadLetter(record, reason, List.copyOf(only));
    }

    /** The record as it came, and in headers why and from where. */
    public ProducerRecord<byte[], byte[]> forTopic(String topic) {
        return isLeftBehind() ? withoutValue(topic) : withValue(topic, record.value());
    }

    /** It was too large to be held in memory. */
    private boolean isLeftBehind() {
        return record.value() == null && record.serializedValueSize() > 0;
    }

    /** The same without its value, for a topic that takes no record so large. */
    ProducerRecord<byte[], byte[]> withoutValue(String topic) {
        ProducerRecord<byte[], byte[]> letter = withValue(topic, null);
        letter.headers().add(OURS + "left-out", utf8(record.serializedValueSize() + " bytes"));
        return letter;
    }

    private ProducerRecord<byte[], byte[]> withValue(String topic, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers())
            if (isKept(header.key())) headers.add(header);
        if (!only.isEmpty()) addRecipients(headers);
        headers.add(OURS + "reason", utf8(reason));
        headers.add(OURS + "topic", utf8(record.topic()));
        headers.add(OURS + "partition", utf8(Integer.toString(record.partition())));
        headers.add(OURS + "offset", utf8(Long.toString(record.offset())));
        return new ProducerRecord<>(topic, null, record.key(), value, headers);
    }

    /** What an earlier death of the same record told is told anew. */
    private boolean isKept(String header) {
        return !header.startsWith(OURS) && (only.isEmpty() || !header.equalsIgnoreCase(RECIPIENTS));
    }

    /** A record of JSON stays one though it has this header now. */
    private void addRecipients(RecordHeaders headers) {
        var before = new org.packetboat.connectors.kafka.record.RecordHeaders(record.headers());
        boolean json = !before.has(RECIPIENTS) && !before.has(TYPE);
        if (json) headers.add(TYPE, utf8("application/json"));
        headers.add(RECIPIENTS, utf8(only.stream().map(Address::toString).collect(Collectors.joining(", "))));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package org.packetboat.connectors.kafka.record;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.packetboat.connectors.kafka.client.ClientProperties;
import org.packetboat.connectors.kafka.client.Connection;
import org.packetboat.connectors.kafka.client.KafkaSettings;
import org.packetboat.connectors.kafka.client.PositionRule;
import org.packetboat.engine.mail.Domain;

/** Records as a test needs them, and settings to read them by. */
public final class Records {
    public static final String TOPIC = "mail";
    public static final KafkaSettings SETTINGS = new KafkaSettings(
            new Connection(List.of("127.0.0.1:1"), new ClientProperties(Map.of())), List.of(TOPIC), "mail.dead",
            "group", PositionRule.FOLDER,
            Optional.empty(), new Domain("hub.example.com"), 3, Duration.ofSeconds(1));
    static final Uuid TOPIC_ID = Uuid.randomUuid();
    private static final long TIME = 1_763_640_000_000L;

    private Records() {}

    public static ConsumerRecord<byte[], byte[]> of(long offset, String value, String... headers) {
        return of(offset, utf8(value), headers);
    }

    /** @param headers names and values in turn */
    public static ConsumerRecord<byte[], byte[]> of(long offset, byte[] value, String... headers) {
        RecordHeaders all = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2)
            all.add(headers[i], utf8(headers[i + 1]));
        return new ConsumerRecord<>(TOPIC, 0, offset, TIME, TimestampType.CREATE_TIME, 0, value.length, new byte[0],
                value, all, Optional.empty());
    }

    /** One whose value is too large to be copied. */
    static ConsumerRecord<byte[], byte[]> leftBehind(long offset, int size) {
        return new ConsumerRecord<>(TOPIC, 0, offset, TIME, TimestampType.CREATE_TIME, 0, size, new byte[0], null,
                new RecordHeaders(), Optional.empty());
    }

    /** A message to these. */
    public static ConsumerRecord<byte[], byte[]> message(long offset, String... recipients) {
        return of(offset, "Subject: " + offset + "\n\nHello.\n", "mail-from", "s@example.com", "rcpt-to",
                String.join(",", recipients));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

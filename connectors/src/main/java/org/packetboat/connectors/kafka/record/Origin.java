package org.packetboat.connectors.kafka.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;

/** Tells where mail came from. Names of topics hold nothing but letters, digits, dots, dashes and underscores. */
public final class Origin {
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.US).withZone(ZoneOffset.UTC);

    private Origin() {}

    /** For the log. */
    public static String of(ConsumerRecord<byte[], byte[]> record) {
        return "kafka:" + record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /**
     * A message id (RFC 5322 section 3.6.4) that the same record always gets, and no other one: a topic that is deleted
     * and made again has another id.
     */
    static String messageId(ConsumerRecord<byte[], byte[]> record, Uuid topic, Domain server) {
        return "<" + record.offset() + "." + record.partition() + "." + topic + "@"
                + server.name() + ">";
    }

    /** The trace line (RFC 5321 section 4.4). */
    public static byte[] trace(ConsumerRecord<byte[], byte[]> record, Domain server, QueueId id, Instant now) {
        return ("Received: by " + server + " (Packetboat, from " + of(record) + ") id " + id + ";\r\n\t"
                + DATE.format(now) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}

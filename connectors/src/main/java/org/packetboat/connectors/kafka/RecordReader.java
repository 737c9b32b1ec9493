package org.packetboat.connectors.kafka;

import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads records as mail. One with a {@code content-type} header is what that says; of the others, one with a
 * {@code rcpt-to} header is a message (RFC 5322), and every other is JSON. Whatever goes wrong makes it a record that
 * is no mail: it never throws.
 */
final class RecordReader {
    private final MessageRecord messages;
    private final JsonRecord json;

    RecordReader(KafkaSettings settings) {
        this.messages = new MessageRecord(settings.hops());
        this.json = new JsonRecord(settings.server());
    }

    Reading read(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null || record.value().length == 0) throw new Unfit("the record is empty");
            RecordHeaders headers = new RecordHeaders(record.headers());
            return isJson(headers) ? json.read(record) : messages.read(record, headers);
        } catch (Unfit e) {
            return new Reading.NoMail(e.getMessage());
        } catch (RuntimeException e) {
            return new Reading.NoMail(Unfit.oneLine("can't be read: " + e));
        }
    }

    private static boolean isJson(RecordHeaders headers) {
        Optional<String> type = headers.single("content-type")
                .map(t -> t.split(";")[0].strip().toLowerCase(Locale.ROOT));
        if (type.isEmpty()) return !headers.has("rcpt-to");
        return switch (type.get()) {
            case "application/json" -> true;
            case "message/rfc822", "message/global" -> false;
            default -> throw new Unfit("header content-type: found \"" + type.get()
                    + "\"; expected application/json or message/rfc822");
        };
    }
}

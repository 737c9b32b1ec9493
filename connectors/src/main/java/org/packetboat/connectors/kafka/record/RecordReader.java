package org.packetboat.connectors.kafka.record;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.packetboat.connectors.kafka.client.KafkaSettings;
import org.packetboat.engine.text.Quoted;

/**
 * Reads records as mail. One with a {@code content-type} header is what that says; of the others, one with a
 * {@code rcpt-to} header is a message (RFC 5322), and every other is JSON. How large it is comes first: one larger than
 * any message is not read at all. Whatever goes wrong makes it a record that is no mail, or one that could not be read
 * now: it never throws. May be used from any thread.
 */
public final class RecordReader {
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)",
            Pattern.CASE_INSENSITIVE);

    /** A text, its attachments, and the message made of them are in memory at the same time. */
    private static final int JSON_COPIES = 8;

    private final MessageRecord messages;
    private final JsonRecord json;
    private final LongSupplier largest;
    private final long memory;

    /** @param largest message that is taken, in bytes */
    public RecordReader(KafkaSettings settings, LongSupplier largest) {
        this(settings, largest, Runtime.getRuntime().maxMemory());
    }

    /** @param memory that this process may have, in bytes */
    RecordReader(KafkaSettings settings, LongSupplier largest, long memory) {
        this.largest = largest;
        this.memory = memory;
        this.messages = new MessageRecord(settings.hops());
        this.json = new JsonRecord(settings.server(),
                settings.attachments().map(folder -> new AttachmentFolder(folder, largest.getAsLong())));
    }

    /** @param topic the id of its topic */
    public Reading read(ConsumerRecord<byte[], byte[]> record, Uuid topic) {
        try {
            mustBeOfASize(record);
            RecordHeaders headers = new RecordHeaders(record.headers());
            if (!isJson(headers)) return messages.read(record, headers);
            RegistryFrame.refuse(record.value());
            mustFitIntoMemory(record.value().length);
            return json.read(record, topic, charset(headers), headers);
        } catch (Unfit e) {
            return new Reading.NoMail(e.getMessage());
        } catch (RuntimeException e) {
            return new Reading.NoMail(Quoted.oneLine("can't be read: " + e));
        } catch (Error e) { // of one record; the others, and this thread, go on
            return new Reading.Failed(e);
        }
    }

    private void mustBeOfASize(ConsumerRecord<byte[], byte[]> record) {
        int size = record.value() == null ? record.serializedValueSize() : record.value().length;
        if (size <= 0) throw new Unfit("the record is empty");
        if (size > largest.getAsLong())
            throw new Unfit("the record has " + size + " bytes; at most " + largest.getAsLong() + " are taken");
    }

    /** What runs out of memory may end the process, and would again after each start. */
    private void mustFitIntoMemory(long size) {
        long most = memory / 2 / JSON_COPIES;
        if (size > most)
            throw new Unfit("the record has " + size + " bytes of JSON; with a heap of " + memory
                    + " bytes at most " + most + " are read");
    }

    private static Charset charset(RecordHeaders headers) {
        Matcher named = CHARSET.matcher(headers.single("content-type").orElse(""));
        if (!named.find()) return StandardCharsets.UTF_8;
        try {
            return Charset.forName(named.group(1));
        } catch (IllegalArgumentException e) {
            throw new Unfit("header content-type: found charset \"" + named.group(1)
                    + "\"; expected one that is known here, like utf-8");
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

package org.packetboat.connectors.kafka.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;

/** Reads a record whose value is JSON as mail.schema.json tells it, and writes it as a message. */
final class JsonRecord {
    static final Set<String> KEYS = Set.of("from", "sender", "to", "cc", "bcc", "replyTo", "subject", "text", "html",
            "attachments", "batch", "stages", "priority", "notBefore", "deliverBy");
    /** Attachments are long texts; how long a record may be is the broker's to say. */
    private static final int LONGEST_TEXT = 1 << 30;

    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build()).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final Domain server;
    private final Optional<AttachmentFolder> folder;

    /** @param folder whose files may be attached by URL */
    JsonRecord(Domain server, Optional<AttachmentFolder> folder) {
        this.server = server;
        this.folder = folder;
    }

    /**
     * Reads one.
     *
     * @param topic   the id of its topic, for its Message-ID
     * @param headers of which {@code rcpt-to} says who gets it, where that is not everybody whom it names
     */
    Reading read(ConsumerRecord<byte[], byte[]> record, Uuid topic, Charset charset, RecordHeaders headers) {
        JsonValue mail = new JsonValue(parsed(record.value(), charset), "").object(KEYS);
        Mailbox from = mail.get("from").orElseThrow(() -> new Unfit("found no from")).as(Mailbox::parse);
        List<Mailbox> to = mailboxes(mail, "to");
        List<Mailbox> cc = mailboxes(mail, "cc");
        List<Mailbox> bcc = mailboxes(mail, "bcc");
        List<Recipient> recipients = headers.has("rcpt-to")
                ? MessageRecord.recipients(headers)
                : Stream.of(to, cc, bcc).flatMap(List::stream).map(m -> Recipient.of(m.address())).toList();
        if (recipients.isEmpty()) throw new Unfit("no recipient; expected one or more under to, cc or bcc");
        Optional<Mailbox> replyTo = mail.get("replyTo").map(v -> v.as(Mailbox::parse));
        Optional<Address> sender = sender(mail, from);
        boolean international = Stream.of(Stream.of(from), to.stream(), cc.stream(), replyTo.stream()).flatMap(s -> s)
                .map(Mailbox::address).anyMatch(Address::isInternational)
                || recipients.stream().anyMatch(r -> r.address().isInternational());
        MessageText text = MessageText.of(MimeWriter.write(new MailRecord(Origin.messageId(record, topic, server),
                Instant.ofEpochMilli(record.timestamp()), from, to, cc, replyTo,
                mail.get("subject").map(JsonValue::line), body(mail), mail.get("html").map(JsonValue::text),
                attachments(mail), international)));
        return new Reading.Fit(options(mail).submission(sender, recipients, text.isEightBit(), Origin.of(record))
                .withInternational(international), text.bytes());
    }

    /** UTF-8 is read by the parser itself, which tells where a byte is wrong. */
    private JsonNode parsed(byte[] json, Charset charset) {
        try {
            return charset.equals(StandardCharsets.UTF_8)
                    ? mapper.readTree(json)
                    : mapper.readTree(charset.newDecoder().decode(ByteBuffer.wrap(json)).toString());
        } catch (CharacterCodingException e) {
            throw new Unfit("the record is not " + charset.name() + ", as its header content-type says");
        } catch (JsonProcessingException e) {
            throw new Unfit("invalid JSON at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Unfit("invalid JSON: " + e.getMessage());
        }
    }

    /** The return path: what {@code sender} says, where an empty text stands for none; else the address under from. */
    private static Optional<Address> sender(JsonValue mail, Mailbox from) {
        Optional<JsonValue> sender = mail.get("sender");
        if (sender.isEmpty()) return Optional.of(from.address());
        return sender.get().line().isBlank() ? Optional.empty() : Optional.of(sender.get().as(AddressList::address));
    }

    private static Optional<String> body(JsonValue mail) {
        Optional<String> text = mail.get("text").map(JsonValue::text);
        if (text.isEmpty() && mail.get("html").isEmpty()) throw new Unfit("found neither text nor html; expected one");
        return text;
    }

    private static List<Mailbox> mailboxes(JsonValue mail, String key) {
        List<Mailbox> mailboxes = new ArrayList<>();
        mail.get(key).map(JsonValue::items).orElse(List.of()).forEach(item -> mailboxes.add(item.as(Mailbox::parse)));
        return mailboxes;
    }

    private List<Attachment> attachments(JsonValue mail) {
        Optional<JsonValue> attachments = mail.get("attachments");
        if (attachments.isEmpty()) return List.of();
        if (!attachments.get().node().isArray()) throw attachments.get().unfit("an array");
        return attachments.get().items().stream().map(a -> Attachment.read(a, folder)).toList();
    }

    private static SubmissionOptions options(JsonValue mail) {
        try {
            return SubmissionOptions.read(option -> switch (option) {
                case PRIORITY -> given(mail, "priority", JsonRecord::priority);
                case NOT_BEFORE -> given(mail, "notBefore", JsonValue::line);
                case DELIVER_BY -> given(mail, "deliverBy", JsonValue::line);
                case BATCH -> given(mail, "batch", JsonValue::line);
                case STAGES -> given(mail, "stages", JsonValue::line);
                case KEY -> Optional.empty();
            });
        } catch (IllegalArgumentException e) {
            throw new Unfit(e.getMessage());
        }
    }

    private static Optional<SubmissionOptions.Given> given(JsonValue mail, String key,
            Function<JsonValue, String> reader) {
        return mail.get(key).map(value -> new SubmissionOptions.Given(value.path(), reader.apply(value)));
    }

    private static String priority(JsonValue value) {
        int number = value.number();
        if (number < Priority.LOWEST || number > Priority.HIGHEST) throw value.unfit("a whole number from -9 to 9");
        return Integer.toString(number);
    }
}

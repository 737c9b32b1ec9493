package org.packetboat.connectors.kafka.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;

/** Reads a record whose value is a complete message (RFC 5322), its envelope in headers. */
final class MessageRecord {
    private final int hops;

    /** @param hops trace lines a message may bring along */
    MessageRecord(int hops) {
        this.hops = hops;
    }

    Reading read(ConsumerRecord<byte[], byte[]> record, RecordHeaders headers) {
        MessageText text = MessageText.of(record.value());
        if (text.hops() > hops) throw new Unfit("the message has " + text.hops() + " trace lines; it goes in circles");
        Optional<Address> sender = sender(headers);
        List<Recipient> recipients = recipients(headers);
        return new Reading.Fit(options(headers).submission(sender, recipients, text.isEightBit(), Origin.of(record)),
                text.bytes());
    }

    private static SubmissionOptions options(RecordHeaders headers) {
        try {
            return SubmissionOptions.read(option -> switch (option) {
                case PRIORITY -> given(headers, "priority");
                case NOT_BEFORE -> given(headers, "not-before");
                case DELIVER_BY -> given(headers, "deliver-by");
                case BATCH -> given(headers, "batch");
                case STAGES -> given(headers, "stages");
                case KEY -> Optional.empty();
            });
        } catch (IllegalArgumentException e) {
            throw new Unfit(e.getMessage());
        }
    }

    private static Optional<SubmissionOptions.Given> given(RecordHeaders headers, String name) {
        return headers.single(name).map(text -> new SubmissionOptions.Given("header " + name, text));
    }

    private static Optional<Address> sender(RecordHeaders headers) {
        String from = headers.single("mail-from").map(String::strip).orElseThrow(
                () -> new Unfit("no header mail-from; expected the sender's address, or <> for none"));
        if (from.isEmpty() || from.equals("<>")) return Optional.empty();
        return headers.single("mail-from", AddressList::address);
    }

    /** Those that headers name; at least one. */
    static List<Recipient> recipients(RecordHeaders headers) {
        List<Recipient> recipients = new ArrayList<>();
        for (String value : headers.all("rcpt-to"))
            for (String address : AddressList.split(value))
                recipients.add(recipient(address));
        if (recipients.isEmpty()) throw new Unfit("no recipient; expected one or more in headers rcpt-to");
        return recipients;
    }

    private static Recipient recipient(String address) {
        try {
            return Recipient.of(AddressList.address(address));
        } catch (IllegalArgumentException e) {
            throw new Unfit("header rcpt-to: " + e.getMessage());
        }
    }
}

package org.packetboat.connectors.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

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
        boolean international = sender.filter(Address::isInternational).isPresent()
                || recipients.stream().anyMatch(r -> r.address().isInternational());
        return new Reading.Fit(new Submission(sender, recipients,
                headers.single("priority", Wishes::priority).orElse(Priority.NORMAL),
                headers.single("not-before", Wishes::instant), headers.single("deliver-by", Wishes::deliverBy),
                Optional.empty(), text.isEightBit(), international, ReturnContent.FULL, Optional.empty(),
                headers.single("batch", Wishes::batch), Optional.empty(), Origin.of(record)), text.bytes());
    }

    private static Optional<Address> sender(RecordHeaders headers) {
        String from = headers.single("mail-from").map(String::strip).orElseThrow(
                () -> new Unfit("no header mail-from; expected the sender's address, or <> for none"));
        if (from.isEmpty() || from.equals("<>")) return Optional.empty();
        return headers.single("mail-from", Wishes::address);
    }

    private static List<Recipient> recipients(RecordHeaders headers) {
        List<Recipient> recipients = new ArrayList<>();
        for (String value : headers.all("rcpt-to"))
            for (String address : AddressList.split(value))
                recipients.add(recipient(address));
        if (recipients.isEmpty()) throw new Unfit("no recipient; expected one or more in headers rcpt-to");
        return recipients;
    }

    private static Recipient recipient(String address) {
        try {
            return Recipient.of(Wishes.address(address));
        } catch (IllegalArgumentException e) {
            throw new Unfit("header rcpt-to: " + e.getMessage());
        }
    }
}

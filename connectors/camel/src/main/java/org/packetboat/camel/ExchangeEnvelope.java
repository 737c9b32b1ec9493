package org.packetboat.camel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;
import org.packetboat.camel.text.MailHead;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;

/** The envelope of an exchange: headers first, then the endpoint's options, then the message's own header. */
final class ExchangeEnvelope {
    private final Optional<String> sender;
    private final Optional<String> recipients;
    private final boolean fromMessage;

    ExchangeEnvelope(PacketboatEndpoint endpoint) {
        this.sender = Optional.ofNullable(endpoint.getSender());
        this.recipients = Optional.ofNullable(endpoint.getRecipients());
        this.fromMessage = endpoint.isEnvelopeFromMessage();
    }

    /** Whether the recipients are those that the message's own header names. */
    boolean areRecipientsInside(Message message) {
        return fromMessage && recipients.isEmpty() && header(message, PacketboatConstants.RECIPIENTS).isEmpty();
    }

    /** @throws IllegalArgumentException with what was found and what is expected */
    Submission submission(Message message, MailHead head, boolean eightBit, String origin) {
        Optional<Address> from = sender(message, head);
        List<Recipient> to = recipients(message, head).stream().map(Recipient::of).toList();
        if (to.isEmpty())
            throw new IllegalArgumentException("no recipient; expected one or more in the header "
                    + PacketboatConstants.RECIPIENTS + " or the option recipients");
        return options(message).submission(from, to, eightBit, origin);
    }

    private static SubmissionOptions options(Message message) {
        return SubmissionOptions.read(option -> switch (option) {
            case PRIORITY -> given(message, PacketboatConstants.PRIORITY);
            case NOT_BEFORE -> given(message, PacketboatConstants.NOT_BEFORE);
            case DELIVER_BY -> given(message, PacketboatConstants.DELIVER_BY);
            case BATCH -> given(message, PacketboatConstants.BATCH);
            case KEY -> given(message, PacketboatConstants.KEY);
        });
    }

    private static Optional<SubmissionOptions.Given> given(Message message, String name) {
        return header(message, name).map(value -> new SubmissionOptions.Given(name,
                value instanceof Date date ? date.toInstant().toString() : value.toString()));
    }

    private Optional<Address> sender(Message message, MailHead head) {
        Optional<Object> said = header(message, PacketboatConstants.SENDER);
        if (said.isPresent()) return Addresses.sender(PacketboatConstants.SENDER, said.get().toString());
        if (sender.isPresent()) return Addresses.sender("sender", sender.get());
        List<String> inside = fromMessage ? head.values("from") : List.of();
        if (inside.isEmpty())
            throw new IllegalArgumentException("no sender; expected an address, or <> for none, in "
                    + "the header " + PacketboatConstants.SENDER + " or the option sender");
        return Optional.of(Addresses.recipients("From", inside.getFirst())).filter(all -> !all.isEmpty())
                .map(List::getFirst);
    }

    private List<Address> recipients(Message message, MailHead head) {
        Optional<Object> said = header(message, PacketboatConstants.RECIPIENTS);
        if (said.isPresent()) return list(said.get());
        if (recipients.isPresent()) return Addresses.recipients("recipients", recipients.get());
        List<Address> inside = new ArrayList<>();
        for (String field : fromMessage ? List.of("to", "cc", "bcc") : List.<String>of())
            head.values(field).forEach(value -> inside.addAll(Addresses.recipients(field, value)));
        return inside.stream().distinct().toList();
    }

    private static List<Address> list(Object said) {
        List<Address> all = new ArrayList<>();
        for (Object one : said instanceof Collection<?> many ? many : List.of(said))
            all.addAll(Addresses.recipients(PacketboatConstants.RECIPIENTS, one.toString()));
        return all;
    }

    /** What comes from Kafka is bytes. */
    private static Optional<Object> header(Message message, String name) {
        return Optional.ofNullable(message.getHeader(name))
                .map(value -> value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value);
    }
}

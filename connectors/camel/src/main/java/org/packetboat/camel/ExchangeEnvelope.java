package org.packetboat.camel;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;
import org.packetboat.camel.fetched.EnvelopeFields;
import org.packetboat.camel.fetched.FetchedKey;
import org.packetboat.camel.text.MailHead;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;

/**
 * The envelope of an exchange: headers first, then the endpoint's options, then the fields in which the server of a
 * mailbox wrote it, then the message's own header.
 */
final class ExchangeEnvelope {
    private final Optional<String> sender;
    private final Optional<String> recipients;
    private final boolean fromMessage;
    private final Optional<EnvelopeFields> fields;
    private final Optional<String> fallback;

    ExchangeEnvelope(PacketboatEndpoint endpoint) {
        this.sender = Optional.ofNullable(endpoint.getSender());
        this.recipients = Optional.ofNullable(endpoint.getRecipients());
        this.fromMessage = endpoint.isEnvelopeFromMessage();
        this.fields = endpoint.envelopeFields();
        this.fallback = Optional.ofNullable(endpoint.getFallback());
    }

    /** Whether the recipients are those that the message's own header names. */
    boolean areRecipientsInside(Message message) {
        return fromMessage && fields.isEmpty() && recipients.isEmpty()
                && header(message, PacketboatConstants.RECIPIENTS).isEmpty();
    }

    /** Whether it was fetched from a mailbox, whose server wrote into it for whom it is. */
    boolean isFetched(Message message) {
        return fields.isPresent() && recipients.isEmpty()
                && header(message, PacketboatConstants.RECIPIENTS).isEmpty();
    }

    /** Who gets fetched mail for recipients that nobody knows; empty if such mail is refused. */
    List<Recipient> insteadOfTheUnknown(Message message) {
        return isFetched(message)
                ? Addresses.recipients("fallback", fallback.orElse("")).stream().map(Recipient::of).toList()
                : List.of();
    }

    /** @throws IllegalArgumentException with what was found and what is expected */
    Submission submission(Message message, MailHead head, boolean eightBit, String origin) {
        Optional<Address> from = sender(message, head);
        List<Recipient> to = recipients(message, head).stream().map(Recipient::of).toList();
        if (to.isEmpty())
            throw new IllegalArgumentException("no recipient; expected one or more in the header "
                    + PacketboatConstants.RECIPIENTS + " or the option recipients");
        SubmissionOptions options = options(message);
        return (options.key().isEmpty() && fields.isPresent()
                ? options.withKey(fetchedKey(message, head, to))
                : options).submission(from, to, eightBit, origin);
    }

    /** A key by which a message that is fetched twice is known again. */
    private static Optional<String> fetchedKey(Message message, MailHead head, List<Recipient> to) {
        if (!(message.getBody() instanceof jakarta.mail.Message mail)) return Optional.empty();
        try {
            return Optional.of(FetchedKey.of(mail, head, to.stream().map(Recipient::address).toList()));
        } catch (MessagingException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static SubmissionOptions options(Message message) {
        return SubmissionOptions.read(option -> switch (option) {
            case PRIORITY -> given(message, PacketboatConstants.PRIORITY);
            case NOT_BEFORE -> given(message, PacketboatConstants.NOT_BEFORE);
            case DELIVER_BY -> given(message, PacketboatConstants.DELIVER_BY);
            case BATCH -> given(message, PacketboatConstants.BATCH);
            case STAGES -> given(message, PacketboatConstants.STAGES);
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
        if (fields.isPresent()) return fetchedFrom(head);
        List<String> inside = fromMessage ? head.values("from") : List.of();
        if (inside.isEmpty())
            throw new IllegalArgumentException("no sender; expected an address, or <> for none, in "
                    + "the header " + PacketboatConstants.SENDER + " or the option sender");
        return first("From", inside.getFirst());
    }

    private static Optional<Address> first(String field, String value) {
        return Addresses.recipients(field, value).stream().findFirst();
    }

    /** Fetched mail can't be refused for its sender. One that can't be read counts as none: it hears of no failure. */
    private static Optional<Address> fetchedFrom(MailHead head) {
        List<String> path = head.values("return-path");
        try {
            if (!path.isEmpty()) return Addresses.sender("Return-Path", path.getFirst());
            return head.values("from").stream().findFirst().flatMap(value -> first("From", value));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private List<Address> recipients(Message message, MailHead head) {
        Optional<Object> said = header(message, PacketboatConstants.RECIPIENTS);
        if (said.isPresent()) return Addresses.recipients(PacketboatConstants.RECIPIENTS, said.get());
        if (recipients.isPresent()) return Addresses.recipients("recipients", recipients.get());
        if (fields.isPresent()) return fetched(head);
        List<Address> inside = new ArrayList<>();
        for (String field : fromMessage ? List.of("to", "cc", "bcc") : List.<String>of())
            head.values(field).forEach(value -> inside.addAll(Addresses.recipients(field, value)));
        return inside.stream().distinct().toList();
    }

    /** Mail that names nobody goes to the fallback. */
    private List<Address> fetched(MailHead head) {
        List<Address> found = fields.orElseThrow().recipients(head);
        return found.isEmpty() ? Addresses.recipients("fallback", fallback.orElse("")) : found;
    }

    /** What comes from Kafka is bytes. */
    private static Optional<Object> header(Message message, String name) {
        return Optional.ofNullable(message.getHeader(name))
                .map(value -> value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value);
    }
}

package org.packetboat.camel;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Message;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/** What a route asks for with a message: headers first, then the endpoint's options, then the message's own header. */
final class SubmitWishes {
    private static final int LONGEST_NAME = 200;

    private final Optional<String> sender;
    private final Optional<String> recipients;
    private final boolean fromMessage;

    SubmitWishes(PacketboatEndpoint endpoint) {
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
        boolean international = from.filter(Address::isInternational).isPresent()
                || to.stream().anyMatch(r -> r.address().isInternational());
        return new Submission(from, to, read(message, PacketboatConstants.PRIORITY, SubmitWishes::priority)
                .orElse(Priority.NORMAL), read(message, PacketboatConstants.NOT_BEFORE, SubmitWishes::instant),
                read(message, PacketboatConstants.DELIVER_BY, SubmitWishes::deliverBy), Optional.empty(), eightBit,
                international,
                ReturnContent.FULL, Optional.empty(), read(message, PacketboatConstants.BATCH, SubmitWishes::name),
                read(message, PacketboatConstants.KEY, SubmitWishes::name), origin);
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

    private static <T> Optional<T> read(Message message, String name, Function<Object, T> reader) {
        try {
            return header(message, name).map(reader);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static Priority priority(Object value) {
        try {
            return new Priority(Integer.parseInt(value.toString().strip()));
        } catch (NumberFormatException e) {
            throw found(value, "a whole number from -9 to 9");
        }
    }

    private static Instant instant(Object value) {
        try {
            return switch (value) {
                case Instant instant -> instant;
                case Date date -> date.toInstant();
                default -> Instant.parse(value.toString().strip());
            };
        } catch (DateTimeException e) {
            throw found(value, "a time like 2026-11-20T03:00:00Z");
        }
    }

    private static DeliverBy deliverBy(Object value) {
        boolean mode = value instanceof String text && text.indexOf(';') >= 0;
        return mode ? DeliverBy.parse(value.toString().strip()) : DeliverBy.notify(instant(value));
    }

    private static String name(Object value) {
        String text = value.toString();
        boolean good = !text.isBlank() && text.length() <= LONGEST_NAME
                && text.codePoints().noneMatch(Character::isISOControl);
        if (!good) throw found(value, "a name of 1 to " + LONGEST_NAME + " characters");
        return text;
    }

    private static IllegalArgumentException found(Object value, String expected) {
        return new IllegalArgumentException(
                "found \"" + Texts.oneLine(value.toString()) + "\"; expected " + expected);
    }
}

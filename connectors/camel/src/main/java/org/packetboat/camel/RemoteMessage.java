package org.packetboat.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.packetboat.camel.smtp.SpooledMail;
import org.packetboat.camel.text.MailHead;
import org.packetboat.camel.text.MailText;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.protocols.mail.TraceDate;

/**
 * Makes of an exchange a message that can be submitted by SMTP: with Date, Message-ID and From where they are missing
 * (RFC 6409 section 8), and with its batch in a field of its own. Repeated, it is the same to the byte.
 */
final class RemoteMessage {
    private static final int HOPS = 100;
    private static final TraceDate DATES = new TraceDate();

    /** Numbers for the ids that the session needs; nobody outside of this process sees them. */
    private final AtomicLong numbers = new AtomicLong();
    private final ExchangeEnvelope envelope;
    private final String property;
    private final String server;

    /** @param mail empty if nobody is left to get it */
    record Ready(SubmissionState state, Optional<Transfer> mail, SpooledMail text) implements AutoCloseable {
        @Override
        public void close() {
            text.close();
        }
    }

    /**
     * @param property under which the exchange keeps what is known of it
     * @param server   our own name
     */
    RemoteMessage(ExchangeEnvelope envelope, String property, String server) {
        this.envelope = envelope;
        this.property = property;
        this.server = server;
    }

    /**
     * @throws IOException              if the body can't be read
     * @throws InvalidPayloadException  if the body is no bytes
     * @throws IllegalArgumentException with what was found and what is expected
     */
    Ready read(Exchange exchange) throws IOException, InvalidPayloadException {
        SpooledMail text = new SpooledMail();
        boolean given = false;
        try {
            Ready ready = read(exchange, text);
            given = ready.mail().isPresent();
            return ready;
        } finally {
            if (!given) text.close();
        }
    }

    private Ready read(Exchange exchange, SpooledMail spool) throws IOException, InvalidPayloadException {
        Message message = exchange.getMessage();
        MessageDigest digest = SubmissionState.sha256();
        MailText text = new MailText((bytes, offset, length) -> {
            digest.update(bytes, offset, length);
            spool.append(bytes, offset, length);
        }, Long.MAX_VALUE, HOPS, envelope.areRecipientsInside(message) ? "bcc" : "");
        ExchangeText.copy(message, text);
        Submission submission = envelope.submission(message, text.head(), text.isEightBit(), "camel");
        submission.options().mustBePossible(Instant.now());
        SubmissionState state = state(exchange, SubmissionState.hex(digest.digest()) + submission.sender(),
                submission.options());
        List<Recipient> left = submission.recipients().stream().distinct()
                .filter(to -> !state.taken().contains(to.address().toString())
                        && !state.refused().containsKey(to.address().toString()))
                .toList();
        if (left.isEmpty()) return new Ready(state, Optional.empty(), spool);
        String lines = lines(submission, text.head(), state);
        spool.finish(lines.getBytes(StandardCharsets.UTF_8));
        boolean eightBit = text.isEightBit() || spool.size() > lines.length() + text.size();
        return new Ready(state, Optional.of(transfer(submission, left, spool, eightBit, state.name())), spool);
    }

    /** What the exchange knows of it from earlier tries. */
    private SubmissionState state(Exchange exchange, String text, SubmissionOptions options) {
        SubmissionState before = exchange.getProperty(property, SubmissionState.class);
        if (before != null && before.isOf(text)) return before;
        long told = exchange.getMessage().getMessageTimestamp();
        SubmissionState now = new SubmissionState(text, options.key(), Instant.ofEpochMilli(told > 0
                ? told
                : exchange.getClock().getCreated()));
        exchange.setProperty(property, now);
        return now;
    }

    private String lines(Submission submission, MailHead head, SubmissionState state) {
        StringBuilder lines = new StringBuilder();
        submission.options().bigSend().map(BigSendName::text)
                .ifPresent(batch -> lines.append("X-Big-Send: ").append(batch).append("\r\n"));
        submission.options().stages()
                .ifPresent(stages -> lines.append("X-Big-Send-Stages: ").append(stages).append("\r\n"));
        Optional<Address> sender = submission.sender();
        String domain = sender.map(from -> from.domain().name()).orElse(server);
        if (head.count("date") == 0) lines.append("Date: ").append(DATES.of(state.date())).append("\r\n");
        if (head.count("message-id") == 0)
            lines.append("Message-ID: <").append(state.name()).append('@').append(domain).append(">\r\n");
        if (head.count("from") == 0)
            lines.append("From: ").append(sender.map(Address::toString).orElse("MAILER-DAEMON@" + domain))
                    .append("\r\n");
        return lines.toString();
    }

    private Transfer transfer(Submission submission, List<Recipient> to, SpooledMail text, boolean eightBit,
            String name) {
        QueueId id = new QueueId(numbers.incrementAndGet());
        Instant now = Instant.now();
        SubmissionOptions options = submission.options();
        org.packetboat.engine.mail.Message facts = new org.packetboat.engine.mail.Message(id, now,
                submission.sender(), text.size(), eightBit,
                submission.encoding().international(), ReturnContent.FULL, Optional.empty(), Optional.empty(), "camel");
        Envelope mail = Envelope.arrived(new EnvelopeId(id, 0), facts, to,
                new Envelope.DeliveryOptions(options.priority(), options.notBefore().orElse(now), options.deliverBy()),
                Instant.MAX);
        return new Transfer(mail, text, Optional.of(name));
    }
}

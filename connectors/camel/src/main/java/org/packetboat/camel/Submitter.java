package org.packetboat.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.packetboat.camel.text.Flaw;
import org.packetboat.camel.text.MailText;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.submission.SubmittedBy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the body of an exchange into the queue. It is read once, in pieces; a big one needs no memory. If one recipient
 * is refused, nobody gets the message.
 */
final class Submitter {
    private static final Logger LOG = LoggerFactory.getLogger(Submitter.class);
    private final PostOffice office;
    private final ExchangeEnvelope envelope;

    Submitter(PostOffice office, ExchangeEnvelope envelope) {
        this.office = office;
        this.envelope = envelope;
    }

    /**
     * Reads the body and has it committed.
     *
     * @param answer called once, from any thread, after commit A or its failure; not at all if this throws
     * @throws MailNotTakenException   if the message is refused before its commit
     * @throws IOException             if the body can't be read
     * @throws InvalidPayloadException if the body is no bytes
     */
    void submit(Exchange exchange, Consumer<Receipt> answer)
            throws MailNotTakenException, IOException, InvalidPayloadException {
        Instant now = office.clock().instant();
        Incoming incoming = office.intake().begin(now);
        boolean given = false;
        try {
            Submission submission = take(exchange, incoming, now);
            Map<Recipient, Reply> refused = envelope.isFetched(exchange.getMessage())
                    ? refused(submission, AnnouncedMail.of(submission, incoming.size(), now))
                    : Map.of();
            if (!refused.isEmpty() && refused.size() == submission.recipients().size()) {
                given = true;
                sendBack(incoming, submission, refused.values().iterator().next(), now, answer);
                return;
            }
            refused.forEach((to, why) -> LOG.warn("event=fetched-refused recipient={} reply=\"{}\"; others get it",
                    to.address(), why));
            Submission rest = submission.withRecipients(
                    submission.recipients().stream().filter(to -> !refused.containsKey(to)).toList());
            mustBeTaken(rest.recipients(), AnnouncedMail.of(rest, incoming.size(), now));
            given = true;
            incoming.commit(rest.inBigSend(incoming.bigSend()), now, answer);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (Flaw | IllegalArgumentException e) {
            throw new MailRefusedException(e.getMessage());
        } finally {
            if (!given) incoming.abandon();
        }
    }

    private Submission take(Exchange exchange, Incoming incoming, Instant now)
            throws MailNotTakenException, IOException, InvalidPayloadException {
        Message message = exchange.getMessage();
        String origin = "camel:" + Quoted.oneLine(String.valueOf(exchange.getFromRouteId()));
        byte[] trace = trace(incoming, origin, now);
        incoming.append(trace, 0, trace.length);
        MailText text = new MailText(incoming::append, office.intake().largestMessage(), office.hopLimit(),
                envelope.areRecipientsInside(message) ? "bcc" : "");
        ExchangeText.copy(message, text);
        return known(message, envelope.submission(message, text.head(), text.isEightBit(), origin), incoming.size(),
                now);
    }

    private Map<Recipient, Reply> refused(Submission submission, AnnouncedMail mail) {
        Map<Recipient, Reply> refused = new LinkedHashMap<>();
        for (Recipient to : submission.recipients())
            office.intake().refusal(mail, to.address()).filter(Reply::isPermanent)
                    .ifPresent(why -> refused.put(to, why));
        return refused;
    }

    /** Fetched mail that nobody gets ends here, and its sender is told; else it would be fetched again and again. */
    private static void sendBack(Incoming incoming, Submission submission, Reply why, Instant now,
            Consumer<Receipt> answer) {
        LOG.warn("event=fetched-refused recipients={} reply=\"{}\"", addresses(submission.recipients()), why);
        QueueId id = incoming.id();
        incoming.sendBack(submission, why, now, receipt -> answer.accept(
                receipt instanceof Receipt.Rejected(Reply reply) && reply.isPermanent()
                        ? new Receipt.Accepted(id)
                        : receipt));
    }

    /** Fetched mail for the unknown goes to somebody else: its sender was told long ago that it is delivered. */
    private Submission known(Message message, Submission submission, long size, Instant now) {
        AnnouncedMail mail = AnnouncedMail.of(submission, size, now);
        Set<Recipient> unknown = refused(submission, mail).keySet();
        List<Recipient> instead = unknown.isEmpty() ? List.of() : envelope.insteadOfTheUnknown(message);
        if (instead.isEmpty() || !refused(submission.withRecipients(instead), mail).isEmpty()) return submission;
        LOG.warn("event=fetched-for-unknown recipients={} instead={}", addresses(unknown), addresses(instead));
        return submission.withRecipients(Stream
                .concat(submission.recipients().stream().filter(to -> !unknown.contains(to)), instead.stream())
                .distinct().toList());
    }

    private static String addresses(Collection<Recipient> recipients) {
        return recipients.stream().map(to -> to.address().toString()).collect(Collectors.joining(","));
    }

    /** All who are not served are named. If one never will be, trying again helps nobody. */
    private void mustBeTaken(List<Recipient> recipients, AnnouncedMail mail) throws MailNotTakenException {
        Map<String, String> replies = new LinkedHashMap<>();
        boolean never = false;
        for (Recipient recipient : recipients) {
            Optional<Reply> refusal = office.intake().refusal(mail, recipient.address())
                    .or(() -> office.intake().delay(recipient.address()));
            if (refusal.isEmpty()) continue;
            never |= refusal.get().isPermanent();
            replies.put(recipient.address().toString(), refusal.get().toString());
        }
        if (replies.isEmpty()) return;
        throw never ? new MailRefusedException(replies, List.of()) : new MailDeferredException(replies, List.of());
    }

    /** The exception for a reply that is not positive. */
    static MailNotTakenException notTaken(Reply reply, String reason) {
        return reply.isPermanent() ? new MailRefusedException(reason) : new MailDeferredException(reason);
    }

    private byte[] trace(Incoming incoming, String origin, Instant now) {
        return new SubmittedBy(office.server(), "", Optional.empty(), "", "from " + origin, incoming.id(), now)
                .trace();
    }
}

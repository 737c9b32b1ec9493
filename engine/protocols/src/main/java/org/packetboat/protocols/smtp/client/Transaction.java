package org.packetboat.protocols.smtp.client;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.trace.Carriers;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.protocols.mail.PeerReply;

/**
 * One envelope on its way through one mail transaction, and what became of each recipient. What the peer lacks for some
 * of them is found at the start: those are refused here and never offered to it.
 *
 * <p>A message declared as 8-bit goes as it is to a peer without 8BITMIME: the declaration says what may be in it, not
 * what is; rewriting it would break signatures, and no peer still in use strips the eighth bit.
 */
final class Transaction {
    private static final int TOO_MUCH = 552;

    private final Transfer transfer;
    private final Extensions extensions;
    private final Instant now;
    private final List<Recipient> recipients = new ArrayList<>();
    private final Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
    private final Deque<Recipient> accepted = new ArrayDeque<>();
    private int unanswered;
    private boolean mailAnswered;
    private boolean mailRefused;
    private boolean ahead;
    private Optional<BodyStream> stream = Optional.empty();
    private boolean abandoned;

    /** @param relaying whether the peer hands the mail on, so that it must know what the sender asked for */
    Transaction(Transfer transfer, Extensions extensions, boolean relaying, Instant now) {
        this.transfer = transfer;
        this.extensions = extensions;
        this.now = now;
        for (Recipient recipient : transfer.envelope().recipients())
            lacking(recipient).or(() -> relaying ? tooLate() : Optional.empty()).ifPresentOrElse(
                    reply -> outcomes.put(recipient, new Outcome.Refused(reply)),
                    () -> recipients.add(recipient));
        unanswered = recipients.size();
    }

    private Optional<Reply> lacking(Recipient recipient) {
        long largest = extensions.largest().orElse(Long.MAX_VALUE);
        if (transfer.body().size() > largest) {
            return Optional.of(new Reply(552, "5.3.4", "the message has " + transfer.body().size()
                    + " bytes, the site takes " + largest));
        }
        boolean international = isInternational() || recipient.address().isInternational();
        if (international && !extensions.international()) {
            return Optional.of(new Reply(553, "5.6.7", "the site does not take international addresses or headers"));
        }
        return Optional.empty();
    }

    /** Mail that is to be returned at a time goes only to who will do that (RFC 2852 section 4). */
    private Optional<Reply> tooLate() {
        Optional<DeliverBy> by = transfer.envelope().deliverBy().filter(b -> b.mode() == DeliverBy.Mode.RETURN);
        if (by.isEmpty()) return Optional.empty();
        if (!extensions.deliverBy()) {
            return Optional.of(new Reply(550, "5.3.3", "the site does not know DELIVERBY, and the sender wants the "
                    + "message back if it is not delivered by " + by.get().at()));
        }
        long left = by.get().secondsLeft(now);
        if (left >= extensions.shortestDeliverBy()) return Optional.empty();
        return Optional.of(new Reply(550, "5.4.7", left + " s are left to deliver it, the site needs at least "
                + extensions.shortestDeliverBy()));
    }

    private boolean isInternational() {
        return transfer.envelope().message().international()
                || transfer.envelope().message().sender().filter(sender -> sender.isInternational()).isPresent();
    }

    EnvelopeId id() {
        return transfer.envelope().id();
    }

    long size() {
        return transfer.body().size();
    }

    /** Who is offered to the peer; perhaps nobody. */
    List<Recipient> recipients() {
        return recipients;
    }

    String mailCommand() {
        boolean needed = isInternational() || recipients.stream().anyMatch(to -> to.address().isInternational());
        return new Commands(extensions, now).mail(transfer.envelope(), size(), needed);
    }

    /** What MAIL tells a router besides: who has carried this, and that we do. */
    String carried(String server) {
        return extensions.carried() ? " " + Carriers.KEYWORD + "=" + Carriers.parameter(transfer.body(), server) : "";
    }

    /** What MAIL tells a Packetboat besides: the name by which it knows this again if it is sent once more. */
    String named(String server) {
        if (!extensions.repeats()) return "";
        return " " + Repeat.KEYWORD + "=" + Repeat.name(transfer.envelope(), transfer.body(), server);
    }

    String recipientCommand(Recipient recipient) {
        return new Commands(extensions, now).recipient(recipient);
    }

    void mailAnswered(PeerReply reply) {
        mailAnswered = true;
        mailRefused = !reply.isPositive();
        if (mailRefused) recipients.forEach(recipient -> outcomes.put(recipient, failure(reply)));
    }

    /** After a refused MAIL the peer's answers to RCPT mean nothing. */
    void recipientAnswered(Recipient recipient, PeerReply reply) {
        unanswered--;
        if (mailRefused) return;
        if (reply.isPositive()) {
            accepted.add(recipient);
        } else {
            outcomes.put(recipient, meansTooMany(reply) ? new Outcome.Deferred(reply.reply()) : failure(reply));
        }
    }

    /** 552 for the one recipient too many stands for 452 (RFC 5321 section 4.5.3.1.10). */
    private boolean meansTooMany(PeerReply reply) {
        return reply.code() == TOO_MUCH && !accepted.isEmpty()
                && reply.status().filter(status -> !status.equals("5.5.3")).isEmpty();
    }

    boolean isMailAnswered() {
        return mailAnswered;
    }

    boolean areRecipientsAnswered() {
        return unanswered == 0;
    }

    /** Whether some accepted recipient awaits the answer to the message itself. */
    boolean hasAccepted() {
        return !accepted.isEmpty();
    }

    /** DATA or BDAT was said. */
    void goAhead() {
        ahead = true;
    }

    /** Whether DATA or BDAT was said. */
    boolean isAhead() {
        return ahead;
    }

    void begin(boolean chunked) {
        ahead = true;
        stream = Optional.of(chunked ? BodyStream.asStored(transfer.body()) : BodyStream.stuffed(transfer.body()));
    }

    boolean isBegun() {
        return stream.isPresent();
    }

    /** Whether the peer was given the message's end. */
    boolean isSent() {
        return stream.filter(BodyStream::isDone).isPresent();
    }

    long offset() {
        return stream.map(BodyStream::offset).orElse(0L);
    }

    byte[] piece(int most) {
        return stream.orElseThrow().next(most);
    }

    /** The answer to the message for all who were accepted. */
    void answered(PeerReply reply) {
        while (!accepted.isEmpty())
            answeredOne(reply);
    }

    /** The answer to the message for the next of the accepted, as LMTP gives it (RFC 2033 section 4.2). */
    void answeredOne(PeerReply reply) {
        if (accepted.isEmpty()) return;
        outcomes.put(accepted.remove(), reply.isPositive()
                ? new Outcome.Delivered(reply.reply(), extensions.notices())
                : failure(reply));
    }

    /** It is not to be begun any more. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** What is known so far. */
    Map<Recipient, Outcome> outcomes() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /** The same fate for everybody whose outcome is not known. */
    void settleRest(Outcome fate) {
        recipients.forEach(recipient -> outcomes.putIfAbsent(recipient, fate));
    }

    private static Outcome failure(PeerReply reply) {
        if (reply.isPermanent() && !reply.wantsLogin()) return new Outcome.Refused(reply.reply());
        if (reply.code() >= 400) return new Outcome.Deferred(reply.reply());
        return new Outcome.Deferred(new Reply(451, "4.5.0", "the site gave an answer out of place: " + reply.reply()));
    }
}

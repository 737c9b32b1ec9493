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
import org.packetboat.engine.peer.EightBit;
import org.packetboat.engine.trace.Carriers;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.engine.trace.StatusReport;
import org.packetboat.protocols.mail.PeerReply;
import org.packetboat.protocols.smtp.text.TextFacts;

/**
 * One envelope on its way through one mail transaction, and what became of each recipient. What the peer lacks for some
 * of them is found at the start: those are refused here and never offered to it.
 */
final class Transaction {
    private static final String TOO_MANY = "5.5.3";
    private static final Reply NO_REPORTS = new Reply(550, "5.3.3", "the site takes no reports of other servers");

    private final Transfer transfer;
    private final TextFacts text;
    private final EightBit eightBit;
    private final Extensions extensions;
    private final Instant now;
    private final List<Recipient> recipients = new ArrayList<>();
    private final Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
    private final Deque<Recipient> accepted = new ArrayDeque<>();
    private int unanswered;
    private int loginsWanted;
    private boolean mailAnswered;
    private boolean mailRefused;
    private boolean ahead;
    private Optional<BodyStream> stream = Optional.empty();
    private boolean abandoned;
    private Optional<Integer> enough = Optional.empty();

    /** @param text what the message's text asks of the peer */
    Transaction(Transfer transfer, TextFacts text, ClientProfile profile, Extensions extensions, Instant now) {
        this.transfer = transfer;
        this.text = text;
        this.eightBit = profile.policy().eightBit();
        boolean relaying = !profile.lmtp();
        this.extensions = extensions;
        this.now = now;
        for (Recipient recipient : transfer.envelope().recipients())
            lacking(recipient).or(() -> relaying ? tooLate() : Optional.empty()).ifPresentOrElse(
                    reply -> outcomes.put(recipient, lacked(reply)),
                    () -> recipients.add(recipient));
        unanswered = recipients.size();
    }

    /** What the peer did not tell of it may have another time. */
    private Outcome lacked(Reply reply) {
        if (extensions.sure()) return new Outcome.Refused(reply);
        return new Outcome.Deferred(new Reply(451, "4" + reply.status().substring(1), reply.text()));
    }

    private Optional<Reply> lacking(Recipient recipient) {
        long largest = extensions.largest().orElse(Long.MAX_VALUE);
        if (transfer.body().size() > largest) {
            return Optional.of(new Reply(552, "5.3.4", "the message has " + transfer.body().size()
                    + " bytes, the site takes " + largest));
        }
        if (StatusReport.isFor(recipient.address()) && !extensions.reports()) return Optional.of(NO_REPORTS);
        boolean international = isInternational() || recipient.address().isInternational();
        if (international && !extensions.international()) {
            return Optional.of(new Reply(553, "5.6.7", "the site does not take international addresses or headers"));
        }
        if (text.eightBit() && !extensions.eightBit() && eightBit == EightBit.REFUSE) {
            return Optional.of(new Reply(554, "5.6.3", "the message has 8-bit text, and the site takes none"));
        }
        if (transfer.envelope().notBefore().isAfter(now) && !extensions.holds()) {
            return Optional.of(new Reply(550, "5.3.3",
                    "the site does not know FUTURERELEASE, and the message is not to be sent on before "
                            + transfer.envelope().notBefore()));
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

    /** What was declared so and has nothing of it but the declaration goes to anybody. */
    private boolean isInternational() {
        return transfer.envelope().message().international() && text.eightBitHeader()
                || transfer.envelope().message().sender().filter(sender -> sender.isInternational()).isPresent();
    }

    EnvelopeId id() {
        return transfer.envelope().id();
    }

    /** Whether no other machine of a hub may be sending it now. */
    boolean mayBegin() {
        return transfer.mayBegin();
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
        return " " + Repeat.KEYWORD + "="
                + transfer.name().orElseGet(() -> Repeat.name(transfer.envelope(), transfer.body(), server));
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
        if (reply.wantsLogin()) loginsWanted++;
        if (reply.isPositive()) {
            accepted.add(recipient);
        } else {
            if (meansTooMany(reply)) enough = Optional.of(enough.orElse(accepted.size()));
            outcomes.put(recipient, meansTooMany(reply) ? new Outcome.Deferred(reply.reply()) : failure(reply));
        }
    }

    /**
     * 552 for the one recipient too many stands for 452 (RFC 5321 section 4.5.3.1.10), and so does what says so by its
     * status (RFC 3463 section 3.6).
     */
    private boolean meansTooMany(PeerReply reply) {
        if (accepted.isEmpty()) return false;
        return switch (reply.code()) {
            case 452 -> reply.status().filter(status -> !status.equals("4.5.3")).isEmpty();
            case 552 -> reply.status().filter(status -> !status.equals(TOO_MANY)).isEmpty();
            case 550, 554 -> reply.status().filter(TOO_MANY::equals).isPresent();
            default -> false;
        };
    }

    /** How many recipients were taken before the peer said that these are enough for one message, if it did. */
    Optional<Integer> enough() {
        return enough;
    }

    boolean isMailAnswered() {
        return mailAnswered;
    }

    boolean areRecipientsAnswered() {
        return unanswered == 0;
    }

    /** Whether a login is wanted for each recipient. */
    boolean isLoginWantedForAll() {
        return loginsWanted == recipients.size();
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
                ? new Outcome.Delivered(reply.reply(), extensions.notices(), extensions.handover())
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

    /** Whether all of its recipients are to be tried again later. */
    boolean isPutOff() {
        return outcomes.size() == transfer.envelope().recipients().size()
                && outcomes.values().stream().allMatch(outcome -> outcome instanceof Outcome.Deferred);
    }

    /** The same fate for everybody whose outcome is not known. */
    void settleRest(Outcome fate) {
        recipients.forEach(recipient -> outcomes.putIfAbsent(recipient, fate));
    }

    /** The session ended at it: the fate of everybody who has no other than to wait. */
    void interrupted(Outcome fate) {
        recipients.forEach(recipient -> outcomes.merge(recipient, fate,
                (known, other) -> known instanceof Outcome.Deferred ? other : known));
    }

    private static Outcome failure(PeerReply reply) {
        if (reply.isPermanent() && !reply.wantsLogin()) return new Outcome.Refused(reply.reply());
        if (reply.code() >= 400) return new Outcome.Deferred(reply.reply());
        return new Outcome.Deferred(new Reply(451, "4.5.0", "the site gave an answer out of place: " + reply.reply()));
    }
}

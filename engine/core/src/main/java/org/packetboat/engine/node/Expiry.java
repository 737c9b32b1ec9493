package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.packetboat.engine.forward.ForwarderStatus;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.notice.Notice;
import org.packetboat.engine.notice.NoticeKind;
import org.packetboat.engine.notice.Notices;
import org.packetboat.engine.notice.Outlook;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.status.StatusEvent;

/**
 * Gives envelopes up, and tells their senders "Failed to deliver."; or tells of a delay. A notice that is given up
 * makes no second notice: it goes to the dead, where it stays readable.
 */
final class Expiry {
    private final MailQueue queue;
    private final Notices notices;
    private final Supplier<Policy> policy;
    private final Function<Envelope, ForwarderStatus> status;

    /** @param status what is known of an envelope's way */
    Expiry(MailQueue queue, Supplier<Policy> policy, Function<Envelope, ForwarderStatus> status) {
        this.queue = queue;
        this.notices = new Notices(queue);
        this.policy = policy;
        this.status = status;
    }

    /**
     * Until when an envelope whose time is over has to wait for an attempt that it was due; empty if there is none, or
     * its sender wants it back by now.
     */
    Optional<Instant> owed(Envelope envelope, Instant now) {
        boolean returned = missed(envelope, now).isPresent() || policy.get().returns(envelope) || isOffered(envelope);
        return returned ? Optional.empty() : status.apply(envelope).owed(envelope, now);
    }

    /** Adds to the batch what giving up an envelope means. */
    void giveUp(QueueBatch batch, Envelope envelope, Instant now) {
        Optional<Reply> last = lastReply(envelope);
        Optional<String> big = envelope.message().batch();
        for (Recipient r : envelope.recipients())
            batch.tell(new StatusEvent.Expired(now, envelope.id(), big, r.address(), last));
        if (envelope.message().isOffer()) {
            batch.remove(envelope);
        } else if (envelope.message().isNotice()) {
            batch.bury(envelope);
            batch.tell(new StatusEvent.Died(now, envelope.id(), big, "a notice that could not be delivered"));
        } else {
            tell(batch, NoticeKind.FAILED, envelope, expired(envelope, now), now);
            batch.remove(envelope);
        }
    }

    /**
     * Adds to the batch what it means that an envelope can't be read or handled: it goes to the dead, and its sender is
     * told.
     */
    void bury(QueueBatch batch, Envelope envelope, UnreadableMail.Fault fault, Instant now) {
        buryUntold(batch, envelope, fault, now);
        Reply why = new Reply(554, "5.3.0", fault.toSender());
        notices.addAtOnce(batch, notice(NoticeKind.FAILED, envelope, why, now), policy.get(), now);
    }

    /** The same, where the sender can't be told. */
    void buryUntold(QueueBatch batch, Envelope envelope, UnreadableMail.Fault fault, Instant now) {
        batch.bury(envelope);
        batch.tell(new StatusEvent.Died(now, envelope.id(), envelope.message().batch(), fault.reason()));
    }

    /** Adds a delay notice to the batch, if anybody wants it. */
    void tellDelay(QueueBatch batch, Envelope envelope, Instant now) {
        Reply reply = new Reply(450, "4.4.7", "Not delivered yet" + because(envelope, now));
        boolean wanted = envelope.recipients().stream().anyMatch(NoticeKind.DELAYED::isWantedFor);
        if (wanted) tell(batch, NoticeKind.DELAYED, envelope, reply, now);
    }

    /** Adds to the batch what it means that the time set by the sender has come. */
    void tellOverdue(QueueBatch batch, Envelope envelope, DeliverBy by, Instant now) {
        batch.tell(new StatusEvent.Overdue(now, envelope.id(), envelope.message().batch(), by.at()));
        Reply reply = new Reply(450, "4.4.7", "Not delivered by " + by.at() + because(envelope, now));
        tell(batch, NoticeKind.OVERDUE, envelope, reply, now);
    }

    /** Adds to the batch the notice of failures that have waited for others of their message. */
    void tellWaiting(QueueBatch batch, QueueId about, Instant now) {
        notices.addWaiting(batch, about, policy.get(), now);
    }

    private void tell(QueueBatch batch, NoticeKind kind, Envelope envelope, Reply reply, Instant now) {
        notices.add(batch, notice(kind, envelope, reply, now), policy.get(), now);
    }

    private Notice notice(NoticeKind kind, Envelope envelope, Reply reply, Instant now) {
        Optional<Outlook> outlook = kind == NoticeKind.FAILED || queue.isHeld(envelope)
                ? Optional.empty()
                : status.apply(envelope).outlook(envelope, now);
        List<Notice.Entry> entries = envelope.recipients().stream().map(r -> new Notice.Entry(r, reply, outlook))
                .toList();
        Optional<Instant> until = kind == NoticeKind.FAILED
                ? Optional.empty()
                : Optional.of(policy.get().end(envelope));
        return new Notice(kind, envelope.message(), entries, until, envelope.deliverBy().map(DeliverBy::at));
    }

    private Optional<Reply> lastReply(Envelope envelope) {
        return status.apply(envelope).lastReply(envelope.destination()).or(envelope::lastReply);
    }

    private Reply expired(Envelope envelope, Instant now) {
        Optional<DeliverBy> missed = missed(envelope, now);
        if (missed.isPresent()) {
            return new Reply(554, "5.4.7", "Not delivered by " + missed.get().at() + ", as its sender wanted"
                    + because(envelope, now));
        }
        Optional<Route> small = policy.get().tooLargeFor(envelope, now)
                .filter(route -> route.tooLarge() == TooLarge.RETURN);
        if (small.isPresent()) {
            return new Reply(552, "5.3.4", "The message "
                    + TooLarge.why(envelope, small.get(), policy.get(), now));
        }
        Duration age = Duration.between(envelope.life().since(), now);
        return new Reply(554, "5.4.7", "Undelivered after " + Ages.describe(age) + because(envelope, now));
    }

    private static Optional<DeliverBy> missed(Envelope envelope, Instant now) {
        return envelope.deliverBy().filter(by -> by.mode() == DeliverBy.Mode.RETURN && !by.at().isAfter(now));
    }

    private boolean isOffered(Envelope envelope) {
        return queue.offers().waitsForRequest(envelope.id()) && status.apply(envelope).offers(envelope);
    }

    /** Why it is still here: held, refused, never reached, or closed all the time. */
    private String because(Envelope envelope, Instant now) {
        if (queue.isHeld(envelope)) return "; held by the operator";
        if (isOffered(envelope)) return "; it is large, and was offered to its recipients, but nobody has asked for it";
        Optional<Reply> last = lastReply(envelope);
        boolean called = envelope.attempts() == 0 && status.apply(envelope).withCalls(envelope).attempts() > 0;
        String never = called ? "; its site was never reached" : "";
        if (last.isPresent()) return never + "; last reply: " + last.get();
        return status.apply(envelope).hasBeenOpen(envelope, now)
                ? "; its route has been open, and it could not go"
                : "; its route has not been open";
    }
}

package org.packetboat.engine.settle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.notice.Notice;
import org.packetboat.engine.notice.NoticeKind;
import org.packetboat.engine.notice.Notices;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.trace.StatusReport;

/**
 * What one attempt changes: who is done, who stays and until when, who is told. All of it is one batch, commit B. A
 * value used once: {@link #fill} builds the batch, {@link #remaining} tells of it afterwards.
 */
final class SettlementBatch {
    private final Envelope envelope;
    private final Route route;
    private final boolean atOnce;
    private final boolean someDelivered;
    private final Policy policy;
    private final Instant now;
    private final List<Recipient> untried = new ArrayList<>();
    private final List<Recipient> deferred = new ArrayList<>();
    private final List<Recipient> taken = new ArrayList<>();
    private final Map<NoticeKind, List<Notice.Entry>> told = new EnumMap<>(NoticeKind.class);
    private final List<StatusEvent> events = new ArrayList<>();
    private Optional<Disposition.RetryAt> retry = Optional.empty();
    private Optional<Disposition.AwaitUntil> carried = Optional.empty();
    private Optional<Envelope> left = Optional.empty();

    SettlementBatch(Attempt attempt, Policy policy, Instant now) {
        this.envelope = attempt.envelope();
        this.route = attempt.route();
        this.atOnce = attempt.atOnce();
        this.someDelivered = attempt.outcomes().values().stream().anyMatch(o -> o instanceof Outcome.Delivered);
        this.policy = policy;
        this.now = now;
        for (Recipient recipient : envelope.recipients())
            decide(recipient, Optional.ofNullable(attempt.outcomes().get(recipient)));
    }

    private void decide(Recipient recipient, Optional<Outcome> outcome) {
        if (outcome.isEmpty()) {
            untried.add(recipient);
            return;
        }
        switch (FailurePolicy.decide(outcome.get(), atOnce, envelope.attempts(), route.retry(), now)) {
            case Disposition.Done done -> delivered(recipient, done);
            case Disposition.RetryAt later -> deferred(recipient, sooner(later));
            case Disposition.AwaitUntil awaited -> carried(recipient, awaited);
            case Disposition.Return(Reply reply) -> refused(recipient, reply);
        }
    }

    /** The site took the message for some, and had enough then: for the rest it is asked at once. */
    private Disposition.RetryAt sooner(Disposition.RetryAt later) {
        boolean enough = someDelivered && FailurePolicy.meansEnough(later.reply());
        return enough ? new Disposition.RetryAt(now, later.reply()) : later;
    }

    private void delivered(Recipient recipient, Disposition.Done done) {
        events.add(event(recipient, done));
        if (!StatusReport.isFor(recipient.address())) taken.add(recipient);
        if (isTraced()) {
            tell(NoticeKind.TRACED, recipient, done.reply());
        } else if (!done.dsnPassed()) {
            tell(route.transport().isFinal() ? NoticeKind.DELIVERED : NoticeKind.RELAYED, recipient, done.reply());
        }
    }

    /** A Packetboat that has it is not yet the end of its way. */
    private StatusEvent event(Recipient recipient, Disposition.Done done) {
        Duration age = Duration.between(envelope.message().arrived(), now);
        Optional<String> batch = envelope.message().batch();
        if (done.handover() == Handover.ENDS || StatusReport.isFor(recipient.address()))
            return new StatusEvent.Delivered(now, envelope.id(), batch, route.site(), recipient.address(),
                    done.reply(), age);
        return new StatusEvent.Relayed(now, envelope.id(), batch, route.site(), recipient.address(), done.reply(), age,
                done.handover() == Handover.REPORTED);
    }

    /** Whether its sender wants to hear of each step on its way, and this was one. */
    private boolean isTraced() {
        return !route.transport().isFinal() && envelope.deliverBy().filter(DeliverBy::trace).isPresent();
    }

    private void deferred(Recipient recipient, Disposition.RetryAt later) {
        if (retry.isEmpty() || later.at().isAfter(retry.get().at())) retry = Optional.of(later);
        waits(recipient, later.reply(), later.at());
    }

    private void carried(Recipient recipient, Disposition.AwaitUntil awaited) {
        carried = Optional.of(awaited);
        waits(recipient, awaited.reply(), awaited.until());
    }

    private void waits(Recipient recipient, Reply why, Instant until) {
        deferred.add(recipient);
        events.add(new StatusEvent.Deferred(now, envelope.id(), envelope.message().batch(), route.site(),
                recipient.address(), why, until));
    }

    private void refused(Recipient recipient, Reply reply) {
        events.add(new StatusEvent.Refused(now, envelope.id(), envelope.message().batch(), route.site(),
                recipient.address(), reply));
        tell(NoticeKind.FAILED, recipient, reply);
    }

    private void tell(NoticeKind kind, Recipient recipient, Reply reply) {
        told.computeIfAbsent(kind, _ -> new ArrayList<>()).add(new Notice.Entry(recipient, reply));
    }

    /** Writes all of it into a batch. */
    void fill(QueueBatch batch, Notices notices, MailQueue queue) {
        events.forEach(batch::tell);
        told.forEach((kind, entries) -> notices.add(batch, new Notice(kind, envelope.message(), entries,
                Optional.empty(), envelope.deliverBy().map(DeliverBy::at)), policy, now));
        if (policy.reporting().settled().isOn() && !taken.isEmpty())
            batch.keep(envelope.remaining(taken), untried.size() + deferred.size(), route.site(), now);
        if (isLeft()) {
            Envelope waiting = after(queue.envelope(id()).orElse(envelope));
            batch.replace(waiting);
            left = Optional.of(waiting);
        } else if (isDeadNotice()) {
            batch.bury(envelope);
            batch.tell(new StatusEvent.Died(now, envelope.id(), envelope.message().batch(), lastRefusal().toString()));
        } else {
            batch.remove(envelope);
        }
    }

    /** Of what offers large mail nobody need know: the mail itself still comes back. */
    private boolean isDeadNotice() {
        Message message = envelope.message();
        return message.isNotice() && !message.isOffer() && told.containsKey(NoticeKind.FAILED);
    }

    /** @param stands as it stands in the queue: if the clock was put right meanwhile, with other times than here */
    private Envelope after(Envelope stands) {
        List<Recipient> remaining = Stream.concat(untried.stream(), deferred.stream()).toList();
        return retry.map(r -> stands.deferred(remaining, goesOn() ? now : r.at(), r.reply()))
                .or(() -> carried.map(c -> stands.deferred(remaining, goesOn() ? now : c.until(), c.reply())))
                .orElseGet(() -> stands.remaining(remaining));
    }

    /**
     * Mail to many goes by pieces. Those who could not be served now stand behind those who were not tried, and as long
     * as a piece serves anybody they have to wait for nobody: one full mailbox does not put off all others.
     */
    private boolean goesOn() {
        boolean served = untried.size() + deferred.size() < envelope.recipients().size();
        return !untried.isEmpty() && served;
    }

    private boolean isLeft() {
        return !untried.isEmpty() || !deferred.isEmpty();
    }

    private Reply lastRefusal() {
        return told.get(NoticeKind.FAILED).getLast().reply();
    }

    /** The envelope as it waits on; empty if nobody remains. */
    Optional<Envelope> remaining() {
        return left;
    }

    EnvelopeId id() {
        return envelope.id();
    }
}

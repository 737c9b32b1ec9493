package org.packetboat.engine.accept;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * Mail that is taken, as it goes into the batch that makes it durable: commit A.
 *
 * @param submission its envelope as it came, without those who had it before
 * @param envelopes  what waits in the queue
 * @param held       why all of it waits for an operator
 * @param judgement  what the delivery rules say
 * @param copy       goes to journals
 */
record AcceptedMail(Submission submission, Message message, List<Envelope> envelopes, Optional<String> held,
        Judgement judgement, Optional<JournalCopy> copy) {
    /** Puts text, envelopes, copies and what is told of them into the batch. */
    void add(QueueBatch batch, ArrivingText text, Policy inForce, Instant now) {
        text.bytes().finish(batch);
        Map<EnvelopeId, String> whyHeld = new LinkedHashMap<>();
        envelopes.forEach(e -> whyHeld(e).ifPresent(why -> whyHeld.put(e.id(), why)));
        envelopes.forEach(e -> batch.add(whyHeld.containsKey(e.id()) ? e.held(true) : e));
        Staging.send(submission, message, envelopes.size()).ifPresent(send -> batch.stage(send, envelopes));
        IntakeEvents.held(batch, whyHeld, message.batch(), now);
        Reminders.set(batch, submission, envelopes, inForce, now);
        batch.tell(IntakeEvents.accepted(message, envelopes.stream().map(Envelope::destination).toList(),
                IntakeEvents.addresses(envelopes.stream().flatMap(e -> e.recipients().stream())), text.heading()));
        envelopes.forEach(e -> TooLarge.said(e, inForce, now)
                .ifPresent(why -> batch.tell(new StatusEvent.Trouble(now, e.id() + " " + why))));
        copy.ifPresent(journal -> journal.add(batch));
    }

    private Optional<String> whyHeld(Envelope envelope) {
        return held.or(() -> judgement.heldBy(envelope).map(rule -> "the delivery rule " + rule
                + " wants it looked at"));
    }

    /** Has it taken in; whatever becomes of that, what was staged of a copy stays only together with the mail. */
    void take(Commitment by, Consumer<QueueBatch> fill, Consumer<Optional<StoreException>> settled) {
        boolean[] answered = {false};
        try {
            by.take(fill, failure -> {
                answered[0] = true;
                if (failure.isPresent()) copy.ifPresent(JournalCopy::abandon);
                settled.accept(failure);
            });
        } catch (RuntimeException | Error bug) {
            if (!answered[0]) copy.ifPresent(JournalCopy::abandon);
            throw bug;
        }
    }
}

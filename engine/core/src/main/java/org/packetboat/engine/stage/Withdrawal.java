package org.packetboat.engine.stage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.status.StatusEvent;

/**
 * Takes mail of big sends out of the queue, some hundred envelopes at a time: what waits of an aborted one, and what a
 * new edition takes the place of. Nobody is sent a notice; each envelope's event says why it went. What is being sent
 * now is not touched: it is looked at again in the next round. A removal changes nothing before it is committed.
 */
final class Withdrawal {
    private static final int AT_ONCE = 200;

    /** @param envelopes what nobody else may change until the batch is on disk */
    record Removal(QueueBatch batch, List<EnvelopeId> envelopes) {}

    private final MailQueue queue;
    private final InFlight inFlight;
    /** Of aborted messages: the number from which the next round looks on. */
    private final Map<QueueId, Integer> from = new HashMap<>();
    private final Map<QueueId, Replacement> replacements = new HashMap<>();

    Withdrawal(MailQueue queue, InFlight inFlight) {
        this.queue = queue;
        this.inFlight = inFlight;
    }

    /** Some more of what waits of an aborted message; empty if all that is left is being sent now. */
    Optional<Removal> ofAborted(StagedSend send, StageCount count, Instant now) {
        QueueId message = send.plan().message();
        QueueBatch batch = queue.change();
        List<EnvelopeId> out = new ArrayList<>();
        int at = count.waitingFrom(from.getOrDefault(message, 0));
        for (; at < send.plan().sites() && out.size() < AT_ONCE; at = count.waitingFrom(at + 1)) {
            EnvelopeId id = new EnvelopeId(message, at);
            if (inFlight.contains(id)) continue;
            queue.envelope(id).ifPresent(e -> {
                tell(batch.remove(e), e, e.recipients(), "An operator aborted its big send", Optional.empty(), now);
                out.add(id);
            });
        }
        from.put(message, at < send.plan().sites() ? at : 0);
        return out.isEmpty() ? Optional.empty() : Optional.of(new Removal(batch, out));
    }

    /**
     * Some more of what a message takes the place of, or the record that nothing of it is left; empty if all that is
     * left is being sent now.
     */
    Optional<Removal> ofEarlier(StagedSend send, Instant now) {
        Replacement replacement = replacements.computeIfAbsent(send.plan().message(),
                _ -> new Replacement(queue, send));
        List<Envelope> some = replacement.next(AT_ONCE, inFlight::contains);
        if (some.isEmpty() && !replacement.isOver()) return Optional.empty();
        QueueBatch batch = queue.change();
        if (some.isEmpty()) {
            batch.stage(send.replaced());
            replacement.failed().forEach(line -> batch.replaceMissed(send.plan().name(), line));
        }
        some.forEach(e -> replace(batch, e, replacement.addressed(e), send.plan().message(), now));
        return Optional.of(new Removal(batch, some.stream().map(Envelope::id).toList()));
    }

    /** @param who gets another edition; who else it has keeps this one */
    private static void replace(QueueBatch batch, Envelope e, List<Recipient> who, QueueId by, Instant now) {
        List<Recipient> kept = e.recipients().stream().filter(r -> !who.contains(r)).toList();
        if (kept.isEmpty()) batch.remove(e);
        else batch.replace(e.remaining(kept));
        tell(batch, e, who, "Replaced by " + by, Optional.of(by), now);
    }

    private static void tell(QueueBatch batch, Envelope e, List<Recipient> who, String why, Optional<QueueId> by,
            Instant now) {
        batch.tell(new StatusEvent.Withdrawn(now, e.id(), e.message().batch(),
                who.stream().map(Recipient::address).toList(), why, by));
    }

    /** The disk refused a removal: all of it is looked for once more. */
    void beginAgain() {
        from.clear();
        replacements.values().forEach(Replacement::begin);
    }

    /** Keeps nothing in memory of messages that have no more to take out. */
    void forgetWhatIsOver() {
        from.keySet().removeIf(message -> queue.ledger().staged().of(message).isEmpty());
        replacements.keySet().removeIf(
                message -> queue.ledger().staged().of(message).filter(StagedSend::isToReplace).isEmpty());
    }
}

package org.packetboat.engine.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.inbox.DelayedTasks;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * Sets aside messages that turned out to be damaged on disk. Each envelope that can be read goes to the dead, and its
 * sender is told; one that can't be read loses its place in the queue. So what stands behind them goes on. An envelope
 * that is under way is waited for. Used by the node only.
 */
final class DamageDuty {
    private final MailQueue queue;
    private final Inbox inbox;
    private final DelayedTasks tasks;
    private final InFlight inFlight;
    private final Expiry expiry;
    private final Set<QueueId> seen = new HashSet<>();

    DamageDuty(MailQueue queue, Inbox inbox, DelayedTasks tasks, InFlight inFlight, Expiry expiry) {
        this.queue = queue;
        this.inbox = inbox;
        this.tasks = tasks;
        this.inFlight = inFlight;
        this.expiry = expiry;
    }

    void step(Instant now) {
        queue.unreadable().forEach((id, reason) -> {
            if (seen.add(id)) setAside(id, reason, now);
        });
    }

    private void setAside(QueueId id, String reason, Instant now) {
        try {
            new SetAside(id, reason, now).commit();
        } catch (StoreException e) {
            again(id, reason, now);
        }
    }

    private void again(QueueId id, String reason, Instant now) {
        tasks.at(now.plus(FailurePolicy.storeRest()), later -> setAside(id, reason, later));
    }

    /** One message set aside in one batch. */
    private final class SetAside {
        private final QueueId id;
        private final String reason;
        private final Instant now;
        private final QueueBatch batch = queue.change();
        private final List<EnvelopeId> touched = new ArrayList<>();
        private boolean waits;

        SetAside(QueueId id, String reason, Instant now) {
            this.id = id;
            this.reason = reason;
            this.now = now;
            queue.readableEnvelopes(id).ifPresentOrElse(all -> all.forEach(this::bury), this::search);
        }

        /** One of its envelopes can't be read, so nobody knows where they stand. */
        private void search() {
            for (DomainQueue domain : List.copyOf(queue.domains())) {
                for (OrderEntry place : queue.places(domain.domain(), id))
                    queue.envelope(place.id()).ifPresentOrElse(this::bury, () -> drop(domain, place));
            }
        }

        private void bury(Envelope envelope) {
            if (takes(envelope.id())) expiry.bury(batch, envelope, reason, now);
        }

        private void drop(DomainQueue domain, OrderEntry place) {
            if (!takes(place.id())) return;
            batch.drop(domain.domain(), place);
            batch.tell(new StatusEvent.Died(now, place.id(), Optional.empty(), reason));
        }

        private boolean takes(EnvelopeId envelope) {
            if (inFlight.contains(envelope)) {
                waits = true;
                return false;
            }
            inFlight.add(envelope);
            touched.add(envelope);
            return true;
        }

        void commit() {
            batch.commit(failure -> inbox.post(later -> {
                touched.forEach(inFlight::remove);
                if (failure.isPresent() || waits) again(id, reason, later);
                else forget(id);
            }));
        }
    }

    private void forget(QueueId id) {
        queue.unreadableDone(id);
        seen.remove(id);
    }
}

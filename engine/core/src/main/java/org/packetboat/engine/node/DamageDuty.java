package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.inbox.DelayedTasks;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.queue.OrderRebuild;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * Sets aside mail that is damaged on disk, or that the server fails to handle. What can be read goes to the dead, and
 * its sender is told; an envelope that can't be read loses its place in the queue. So what stands behind them goes on,
 * and a message on which the server fails ends no process twice. The order of a queue that can't be read is made anew
 * from the envelopes. An envelope that is under way is waited for.
 * Other records that can't be read are named. Used by the node only.
 */
final class DamageDuty {
    /** So long nothing more is said of the same record. */
    private static final Duration SAY_AGAIN = Duration.ofHours(1);

    private static final Duration REBUILD_AGAIN = Duration.ofHours(1);
    /** How soon what was in flight is looked at again. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(1);

    private final MailQueue queue;
    private final Inbox inbox;
    private final DelayedTasks tasks;
    private final InFlight inFlight;
    private final Expiry expiry;
    private final Runnable anew;
    private final Set<QueueId> seen = new HashSet<>();
    private final Map<String, Instant> told = new HashMap<>();
    private boolean rebuilding;
    /** When the order was last made anew. */
    private Instant rebuilt = Instant.MIN;

    /** How much is done with an envelope; each step fails where the one before did, and does with less. */
    private enum Way {
        /** It goes to the dead, and its sender is told. */
        TOLD,
        /** It goes to the dead. */
        QUIET,
        /** It loses its place; what is stored of it stays, for {@code salvage}. */
        DROPPED
    }

    /** @param anew called when the order of the queue is whole that was not there for a while */
    DamageDuty(MailQueue queue, Inbox inbox, DelayedTasks tasks, InFlight inFlight, Expiry expiry,
            Runnable anew) {
        this.anew = anew;
        this.queue = queue;
        this.inbox = inbox;
        this.tasks = tasks;
        this.inFlight = inFlight;
        this.expiry = expiry;
    }

    void step(Instant now) {
        queue.unreadable().all().forEach((id, fault) -> {
            if (seen.add(id)) setAside(id, fault, now);
        });
        queue.unreadable().takeRecords().forEach((what, reason) -> name(what, reason, now));
        if (queue.unreadable().takeOrder()) orderIsDamaged(now);
    }

    /** It goes through all envelopes. What that has not mended is not tried again soon. */
    private void orderIsDamaged(Instant now) {
        if (rebuilding) return;
        if (rebuilt.isAfter(now.minus(REBUILD_AGAIN)) && !rebuilt.isAfter(now)) {
            name("the order of the queue", "it was made anew, and is damaged still; salvage brings up its mail", now);
        } else {
            rebuilding = true;
            rebuild(now);
        }
    }

    private void rebuild(Instant now) {
        goOn(new OrderRebuild(queue, inFlight::contains), now);
    }

    private void goOn(OrderRebuild rebuild, Instant now) {
        QueueBatch batch = queue.change();
        try {
            rebuild.step(batch);
            batch.commit(failure -> inbox.post(later -> {
                if (failure.isPresent()) rebuildLater(rebuild, later);
                else if (rebuild.isOver()) isWhole(rebuild, later);
                else if (rebuild.isWaiting()) tasks.at(later.plus(IN_FLIGHT), again -> goOn(rebuild, again));
                else goOn(rebuild, later);
            }));
        } catch (StoreException e) {
            batch.abandon();
            rebuildLater(rebuild, now);
        }
    }

    private void rebuildLater(OrderRebuild broken, Instant now) {
        broken.close();
        tasks.at(now.plus(FailurePolicy.storeRest()), this::rebuild);
    }

    private void isWhole(OrderRebuild rebuild, Instant now) {
        String gaps = rebuild.hasGaps() ? "; some envelopes can't be read: salvage brings up what is left of them" : "";
        queue.tell(new StatusEvent.Trouble(now, "the order of the queue was made anew from its envelopes: "
                + rebuild.places() + " have their places again" + gaps));
        rebuilt = now;
        rebuilding = false;
        anew.run();
    }

    private void name(String what, String reason, Instant now) {
        Instant before = told.getOrDefault(what, Instant.MIN);
        if (before.isAfter(now.minus(SAY_AGAIN)) && !before.isAfter(now)) return;
        told.put(what, now);
        queue.tell(new StatusEvent.Trouble(now, what + " can't be read: " + reason));
    }

    private void setAside(QueueId id, UnreadableMail.Fault fault, Instant now) {
        for (Way way : Way.values()) {
            SetAside aside = new SetAside(id, fault, way, now);
            try {
                aside.fill();
                aside.commit();
                return;
            } catch (StoreException e) {
                aside.abandon();
                again(id, fault, now);
                return;
            } catch (RuntimeException bug) {
                aside.abandon();
                if (way == Way.DROPPED) throw bug;
            }
        }
    }

    private void again(QueueId id, UnreadableMail.Fault fault, Instant now) {
        tasks.at(now.plus(FailurePolicy.storeRest()), later -> setAside(id, fault, later));
    }

    /** One message set aside in one batch. */
    private final class SetAside {
        private final QueueId id;
        private final UnreadableMail.Fault fault;
        private final Way way;
        private final Instant now;
        private final QueueBatch batch = queue.change();
        private final List<EnvelopeId> touched = new ArrayList<>();
        /** Envelopes of the message with which nothing is wrong. */
        private final List<EnvelopeId> spared = new ArrayList<>();
        private boolean waits;

        SetAside(QueueId id, UnreadableMail.Fault fault, Way way, Instant now) {
            this.id = id;
            this.fault = fault;
            this.way = way;
            this.now = now;
        }

        void fill() {
            Optional<List<Envelope>> all = way == Way.DROPPED ? Optional.empty() : queue.readableEnvelopes(id);
            all.ifPresentOrElse(envelopes -> envelopes.forEach(this::bury), this::search);
        }

        /** One of its envelopes can't be read, so nobody knows where they stand. */
        private void search() {
            for (DomainQueue domain : List.copyOf(queue.domains())) {
                for (OrderEntry place : queue.walk(domain.domain()).of(id))
                    readable(place.id()).ifPresentOrElse(this::bury, () -> drop(domain, place));
            }
        }

        private Optional<Envelope> readable(EnvelopeId envelope) {
            return way == Way.DROPPED && fault.concerns(envelope) ? Optional.empty() : queue.envelope(envelope);
        }

        private void bury(Envelope envelope) {
            if (!fault.concerns(envelope.id())) {
                spared.add(envelope.id());
                return;
            }
            if (!takes(envelope.id())) return;
            if (way == Way.TOLD) expiry.bury(batch, envelope, fault, now);
            else expiry.buryUntold(batch, envelope, fault, now);
        }

        private void drop(DomainQueue domain, OrderEntry place) {
            if (!takes(place.id())) return;
            batch.drop(domain.domain(), place);
            batch.tell(new StatusEvent.Died(now, place.id(), bigSend(), fault.reason()));
        }

        /** As far as something that can be read says it. */
        private Optional<String> bigSend() {
            return queue.ledger().staged().of(id).map(send -> send.plan().name())
                    .or(() -> queue.envelopes(id).stream().findFirst().flatMap(e -> e.message().batch()));
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
                if (failure.isPresent() || waits) again(id, fault, later);
                else forget(id, fault, spared);
            }));
        }

        void abandon() {
            batch.abandon();
            touched.forEach(inFlight::remove);
        }
    }

    /** @param spared left out of sessions until now, so they are told of anew */
    private void forget(QueueId id, UnreadableMail.Fault fault, List<EnvelopeId> spared) {
        queue.unreadable().done(id, fault);
        seen.remove(id);
        spared.stream().filter(e -> !inFlight.contains(e)).map(queue::envelope).flatMap(Optional::stream)
                .forEach(queue::waits);
    }
}

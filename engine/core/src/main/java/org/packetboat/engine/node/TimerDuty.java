package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.Timer;
import org.packetboat.engine.queue.TimerKind;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * Sees to the timers of the queue: MSDEAD, delay notices, deliver-by, submission keys. A timer goes in the same batch
 * as what it causes, so a crash leaves either both or none undone. Used by the node only.
 */
final class TimerDuty {
    /** An envelope that is under way when its time comes is looked at again after this time. */
    static final Duration POSTPONE = Duration.ofMinutes(1);

    /** One that is held then, after this; its release looks at it, too. */
    static final Duration POSTPONE_HELD = Duration.ofHours(6);

    /** Far enough, and still a number of milliseconds. */
    private static final Instant END_OF_TIME = Instant.ofEpochMilli(Long.MAX_VALUE - 1);

    private static final int AT_ONCE = 50;
    private static final int LOOKED_AT = 1000;
    /** So many of one message, so that what its sender is told fits into few notices. */
    private static final int AT_ONCE_OF_ONE = 500;

    /** Timers that are looked at before their time. */
    private record Ahead(Instant from, Instant to) {}

    private final MailQueue queue;
    private final Inbox inbox;
    private final InFlight inFlight;
    private final Expiry expiry;
    private final Supplier<Policy> policy;
    private Instant next = Instant.MIN;
    /** What is left of the look ahead that follows a clock put forward. */
    private Optional<Ahead> ahead = Optional.empty();
    /** Until when nothing is looked at ahead, since the disk took nothing. */
    private Instant rests = Instant.MIN;
    private boolean busy;

    TimerDuty(MailQueue queue, Inbox inbox, InFlight inFlight, Expiry expiry, Supplier<Policy> policy) {
        this.queue = queue;
        this.inbox = inbox;
        this.inFlight = inFlight;
        this.expiry = expiry;
        this.policy = policy;
    }

    /** A timer was set for this time. */
    void notLaterThan(Instant at) {
        if (at.isBefore(next)) next = at;
    }

    /** The clock went back: what was put off is looked at anew. */
    void clockWentBack() {
        next = Instant.MIN;
        rests = Instant.MIN;
    }

    /** The clock was put forward: dates that senders named may have come, though timers go by age time. */
    void clockPutForward(Instant now) {
        ahead = Optional.of(new Ahead(now, now.plus(Timer.LOOK_AGAIN)));
    }

    /** When there is something to do; empty while the disk is busy with it. */
    Optional<Instant> wake() {
        if (busy) return Optional.empty();
        return Optional.of(ahead.isPresent() && rests.isBefore(next) ? rests : next);
    }

    void step(Instant now) {
        if (busy) return;
        if (!next.isAfter(now)) seeDue(now);
        else if (!rests.isAfter(now)) ahead.ifPresent(look -> lookAhead(look, now));
    }

    /** Each date that a sender named has a timer within six hours. */
    private void lookAhead(Ahead look, Instant now) {
        List<Timer> some = queue.timers(look.from(), look.to(), LOOKED_AT);
        List<Timer> late = some.stream().filter(this::isLate).limit(AT_ONCE).toList();
        Optional<Ahead> rest = rest(some, late).map(from -> new Ahead(from, look.to()));
        if (late.isEmpty()) ahead = rest;
        else see(late, now, () -> ahead = rest);
    }

    private static Optional<Instant> rest(List<Timer> some, List<Timer> late) {
        if (late.size() == AT_ONCE) return Optional.of(late.getLast().at());
        return some.size() == LOOKED_AT ? Optional.of(some.getLast().at().plusMillis(1)) : Optional.empty();
    }

    /** Whether the date comes before its timer. What is under way or held has a look of its own when that ends. */
    private boolean isLate(Timer timer) {
        DeliverBy.Mode mode = timer.kind() == TimerKind.EXPIRY ? DeliverBy.Mode.RETURN : DeliverBy.Mode.NOTIFY;
        if (timer.kind() != TimerKind.EXPIRY && timer.kind() != TimerKind.DELIVER_BY) return false;
        return queue.envelope(timer.id()).filter(e -> !inFlight.contains(e.id()) && !queue.isHeld(e))
                .flatMap(Envelope::deliverBy)
                .filter(by -> by.mode() == mode && !by.counted() && by.at().isBefore(timer.at())).isPresent();
    }

    private void seeDue(Instant now) {
        List<Timer> due = due(now);
        if (due.isEmpty()) {
            next = queue.timers(now, END_OF_TIME, 1).stream().map(Timer::at).findFirst().orElse(END_OF_TIME);
        } else {
            see(due, now, () -> {});
        }
    }

    /** The next that are due; of a message to very many domains, more. */
    private List<Timer> due(Instant now) {
        List<Timer> some = queue.timers(Instant.MIN, now, AT_ONCE);
        if (some.size() < AT_ONCE || !isOfOneMessage(some)) return some;
        List<Timer> more = queue.timers(Instant.MIN, now, AT_ONCE_OF_ONE);
        return more.stream().takeWhile(timer -> timer.id().message().equals(some.getFirst().id().message())).toList();
    }

    private static boolean isOfOneMessage(List<Timer> timers) {
        return timers.stream().map(timer -> timer.id().message()).distinct().count() == 1;
    }

    /** While the disk takes nothing, they wait. Where the server fails at one of them, they are seen to one by one. */
    private void see(List<Timer> due, Instant now, Runnable done) {
        Round round = new Round(now, done);
        try {
            due.forEach(round::see);
            round.commit();
        } catch (StoreException full) {
            round.abandon();
            rest(now);
        } catch (RuntimeException bug) {
            round.abandon();
            if (due.size() > 1) see(due.subList(0, 1), now, () -> {});
            else setAside(due.getFirst(), bug, now);
        }
    }

    private void setAside(Timer timer, RuntimeException bug, Instant now) {
        Round only = new Round(now, () -> {});
        only.done(timer);
        if (timer.kind() == TimerKind.NOTE) only.putOff(timer.id().message(), bug);
        else queue.noteUnhandled(timer.id(), bug);
        only.commit();
    }

    private void rest(Instant now) {
        next = now.plus(FailurePolicy.storeRest());
        rests = next;
    }

    /** Some timers seen to in one batch. */
    private final class Round {
        private final QueueBatch batch = queue.change();
        private final List<EnvelopeId> touched = new ArrayList<>();
        private final Instant now;

        private final Runnable seen;

        /** @param seen runs when it is durable */
        Round(Instant now, Runnable seen) {
            this.now = now;
            this.seen = seen;
        }

        void see(Timer timer) {
            done(timer);
            if (timer.kind() == TimerKind.HEAD) seeRow(timer);
            else if (timer.kind() == TimerKind.NOTE) expiry.tellWaiting(batch, timer.id().message(), now);
            else queue.envelope(timer.id()).ifPresent(e -> see(timer, e));
        }

        void done(Timer timer) {
            queue.done(batch, timer);
        }

        /** What is to be told of a message is no mail that could be set aside, and its mail has no fault. */
        void putOff(QueueId about, RuntimeException bug) {
            batch.tell(
                    new StatusEvent.Trouble(now, "what is to be told of " + about + " waits: the server failed at it: "
                            + bug));
            batch.remindOfNotes(about, now.plus(POSTPONE_HELD));
        }

        private void see(Timer timer, Envelope envelope) {
            switch (timer.kind()) {
                case EXPIRY -> expire(envelope);
                case DELAY -> delay(envelope);
                case DELIVER_BY -> envelope.deliverBy().ifPresent(by -> overdue(envelope, by));
                case KEY, HEAD, NOTE -> {
                }
            }
        }

        /**
         * Envelopes of one domain and priority came in one after the other, so they end one after the other: those
         * that have ended are seen to, and the first of the others is what the row waits for. One whose time began
         * after that of others behind it waits by itself. What is held has a timer of its own, and needs no second one.
         */
        private void seeRow(Timer timer) {
            List<Envelope> row = queue.row(timer, AT_ONCE);
            for (int i = 0; i < row.size(); i++) {
                Envelope envelope = row.get(i);
                Instant end = policy.get().end(envelope);
                if (end.isAfter(now) && !isLate(envelope, row.subList(i, row.size()))) {
                    batch.remindOfRow(envelope, end);
                    return;
                }
                if (!queue.isHeld(envelope)) expire(envelope);
            }
            if (row.size() == AT_ONCE) batch.remindOfRow(row.getLast(), now);
        }

        private static boolean isLate(Envelope envelope, List<Envelope> behind) {
            Instant since = envelope.life().since();
            return envelope.begins().isAfter(since) || behind.stream().anyMatch(e -> e.life().since().isBefore(since));
        }

        /** What is under way may be gone the next moment, with its bytes. */
        private void delay(Envelope envelope) {
            if (inFlight.contains(envelope.id())) {
                batch.remind(envelope, TimerKind.DELAY, now.plus(POSTPONE));
            } else {
                expiry.tellDelay(batch, envelope, now);
            }
        }

        private void overdue(Envelope envelope, DeliverBy by) {
            if (by.at().isAfter(now)) {
                batch.remind(envelope, TimerKind.DELIVER_BY, Timer.noLater(by.at(), envelope, now));
            } else if (inFlight.contains(envelope.id())) {
                batch.remind(envelope, TimerKind.DELIVER_BY, now.plus(POSTPONE));
            } else {
                expiry.tellOverdue(batch, envelope, by, now);
            }
        }

        private void expire(Envelope envelope) {
            Instant end = policy.get().end(envelope);
            if (end.isAfter(now)) {
                batch.remind(envelope, TimerKind.EXPIRY, Timer.noLater(end, envelope, now));
                return;
            }
            boolean held = queue.isHeld(envelope);
            if (held || inFlight.contains(envelope.id())) {
                batch.remind(envelope, TimerKind.EXPIRY, now.plus(held ? POSTPONE_HELD : POSTPONE));
                return;
            }
            Optional<Instant> owed = expiry.owed(envelope, now);
            if (owed.isPresent()) {
                batch.remind(envelope, TimerKind.EXPIRY, owed.get().plus(POSTPONE));
                return;
            }
            inFlight.add(envelope.id());
            touched.add(envelope.id());
            expiry.giveUp(batch, envelope, now);
        }

        void commit() {
            busy = true;
            batch.commit(failure -> inbox.post(later -> {
                busy = false;
                touched.forEach(inFlight::remove);
                if (failure.isPresent()) rest(later);
                else seen.run();
            }));
        }

        void abandon() {
            busy = false;
            batch.abandon();
            touched.forEach(inFlight::remove);
        }
    }
}

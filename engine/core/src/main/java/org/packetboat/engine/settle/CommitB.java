package org.packetboat.engine.settle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.engine.inbox.DelayedTasks;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.notice.Notices;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.store.StoreException;

/**
 * Commit B for one forwarder: makes durable what became of each attempt, in groups: all that was settled in one step of
 * the node is one batch, and one sync. What the disk does not take is tried again until it does. Until then nothing
 * more should be sent: after a crash it would be sent again. An attempt that can't be settled for a bug of the server
 * has its envelope set aside. Used by the node only.
 */
public final class CommitB {
    private static final int LARGEST_GROUP = 256;

    private final MailQueue queue;
    private final Inbox inbox;
    private final DelayedTasks tasks;
    private final Supplier<Policy> policy;
    private final InFlight inFlight;
    private final Notices notices;
    private final ResumeProgress progress = new ResumeProgress();
    private final List<Attempt> noted = new ArrayList<>();
    /** How many groups the disk has not taken yet. */
    private int refused;

    public CommitB(MailQueue queue, Inbox inbox, DelayedTasks tasks, Supplier<Policy> policy, InFlight inFlight) {
        this.queue = queue;
        this.inbox = inbox;
        this.tasks = tasks;
        this.policy = policy;
        this.inFlight = inFlight;
        this.notices = new Notices(queue);
    }

    /** Whether the disk has not taken something yet. */
    public boolean isStuck() {
        return refused > 0;
    }

    /**
     * Notes what became of an attempt, for the next {@link #flush}; the envelope is under way until that is durable.
     *
     * @param flowed   whether its session had delivered something before
     * @param answered runs when it is durable, and when the disk has not taken it: then {@link #isStuck} says so
     */
    public void settle(Envelope envelope, Map<Recipient, Outcome> outcomes, Route route, boolean flowed,
            Inbox.Task answered) {
        boolean further = progress.isBeyond(envelope.id(), outcomes.values());
        noted.add(new Attempt(envelope, outcomes, route, further || flowed, answered));
    }

    /** Makes durable what was noted, in as few batches as may be. */
    public void flush(Instant now) {
        List<Attempt> all = List.copyOf(noted);
        noted.clear();
        for (int from = 0; from < all.size(); from += LARGEST_GROUP)
            store(new Group(all.subList(from, Math.min(all.size(), from + LARGEST_GROUP)), false), now);
    }

    /** What is settled together. @param refused whether the disk has not taken it before */
    private record Group(List<Attempt> attempts, boolean refused) {
        Stream<Group> each() {
            return attempts.stream().map(attempt -> new Group(List.of(attempt), refused));
        }

        void tell(Instant now) {
            attempts.forEach(attempt -> attempt.answered().run(now));
        }
    }

    private void store(Group group, Instant now) {
        QueueBatch batch = queue.change();
        try {
            List<SettlementBatch> settlements = fill(batch, group, now);
            batch.commit(failure -> inbox.post(later -> {
                if (failure.isEmpty()) settled(group, settlements, later);
                else storeLater(group, later);
            }));
        } catch (RuntimeException one) {
            batch.abandon();
            failed(group, one, now);
        }
    }

    private List<SettlementBatch> fill(QueueBatch batch, Group group, Instant now) {
        List<SettlementBatch> settlements = new ArrayList<>();
        for (Attempt attempt : group.attempts()) {
            SettlementBatch settlement = new SettlementBatch(attempt, policy.get(), now);
            settlement.fill(batch, notices, queue);
            settlements.add(settlement);
        }
        return settlements;
    }

    /** One that can't be settled holds up no other: each is tried alone. */
    private void failed(Group group, RuntimeException why, Instant now) {
        if (group.attempts().size() > 1) {
            if (group.refused()) refused += group.attempts().size() - 1;
            group.each().forEach(alone -> store(alone, now));
        } else if (why instanceof StoreException) {
            storeLater(group, now);
        } else {
            setAside(group, why, now);
        }
    }

    /** What can't be settled would go out again and again: it is set aside, and the rest goes on. */
    private void setAside(Group alone, RuntimeException bug, Instant now) {
        if (alone.refused()) refused--;
        EnvelopeId id = alone.attempts().getFirst().envelope().id();
        queue.noteUnhandled(id, bug);
        inFlight.remove(id);
        alone.tell(now);
    }

    private void storeLater(Group group, Instant now) {
        if (!group.refused()) refused++;
        tasks.at(now.plus(FailurePolicy.storeRest()), again -> store(new Group(group.attempts(), true), again));
        group.tell(now);
    }

    private void settled(Group group, List<SettlementBatch> settlements, Instant now) {
        if (group.refused()) refused--;
        for (SettlementBatch settlement : settlements) {
            inFlight.remove(settlement.id());
            settlement.remaining().ifPresent(queue::waits);
        }
        group.tell(now);
    }
}

package org.packetboat.engine.settle;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.packetboat.engine.inbox.DelayedTasks;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.notice.Notices;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.store.StoreException;

/**
 * Commit B for one forwarder: makes durable what became of each attempt. What the disk does not take is tried again
 * until it does. Until then nothing more should be sent: after a crash it would be sent again. An attempt that can't be
 * settled for a bug of the server has its envelope set aside. Used by the node only.
 */
public final class CommitB {
    private final MailQueue queue;
    private final Inbox inbox;
    private final DelayedTasks tasks;
    private final Supplier<Policy> policy;
    private final InFlight inFlight;
    private final Notices notices;
    private final ResumeProgress progress = new ResumeProgress();
    private int unstored;

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
        return unstored > 0;
    }

    /**
     * Makes what became of an attempt durable; the envelope is under way until that is done.
     *
     * @param flowed whether its session had delivered something before
     */
    public void settle(Envelope envelope, Map<Recipient, Outcome> outcomes, Route route, boolean flowed, Instant now) {
        boolean further = progress.isBeyond(envelope.id(), outcomes.values());
        store(new Attempt(envelope, outcomes, route, further || flowed), 0, now);
    }

    private void store(Attempt attempt, int failures, Instant now) {
        QueueBatch batch = queue.change();
        SettlementBatch settlement = new SettlementBatch(attempt, policy.get(), now);
        try {
            settlement.fill(batch, notices);
            commit(batch, attempt, settlement, failures);
        } catch (StoreException e) {
            batch.abandon();
            storeLater(attempt, failures, now);
        } catch (RuntimeException bug) {
            batch.abandon();
            setAside(attempt, failures, bug);
        }
    }

    private void commit(QueueBatch batch, Attempt attempt, SettlementBatch settlement, int failures) {
        batch.commit(failure -> inbox.post(later -> {
            if (failure.isEmpty()) {
                settled(settlement, failures);
            } else {
                storeLater(attempt, failures, later);
            }
        }));
    }

    /** What can't be settled would go out again and again: it is set aside, and the rest goes on. */
    private void setAside(Attempt attempt, int failures, RuntimeException bug) {
        if (failures > 0) unstored--;
        queue.noteUnhandled(attempt.envelope().id(), bug);
        inFlight.remove(attempt.envelope().id());
    }

    private void storeLater(Attempt attempt, int failures, Instant now) {
        if (failures == 0) unstored++;
        tasks.at(now.plus(FailurePolicy.storeRest()), again -> store(attempt, failures + 1, again));
    }

    private void settled(SettlementBatch settlement, int failures) {
        if (failures > 0) unstored--;
        inFlight.remove(settlement.id());
        settlement.remaining().ifPresent(queue::waits);
    }
}

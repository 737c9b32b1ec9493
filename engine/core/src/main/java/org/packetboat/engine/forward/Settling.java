package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.packetboat.engine.inbox.Chores;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.notice.Notices;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.store.StoreException;

/**
 * Commit B for one forwarder. What the disk does not take is tried again until it does; as long as there is any of
 * that, nothing more should be sent, lest it be sent again after a crash. Used by the node only.
 */
final class Settling {
    private final MailQueue queue;
    private final Inbox inbox;
    private final Chores chores;
    private final Supplier<Policy> policy;
    private final UnderWay underWay;
    private final Notices notices;
    private final Furthest furthest = new Furthest();
    private int unstored;

    Settling(MailQueue queue, Inbox inbox, Chores chores, Supplier<Policy> policy, UnderWay underWay) {
        this.queue = queue;
        this.inbox = inbox;
        this.chores = chores;
        this.policy = policy;
        this.underWay = underWay;
        this.notices = new Notices(queue);
    }

    /** Whether the disk has not taken something yet. */
    boolean isStuck() {
        return unstored > 0;
    }

    /** Makes what became of an attempt durable; the envelope is under way until that is done. */
    void settle(Envelope envelope, Map<Recipient, Outcome> outcomes, Route route, Instant now) {
        store(new Attempt(envelope, outcomes, route, furthest.isBeyond(envelope.id(), outcomes.values())), 0, now);
    }

    private void store(Attempt attempt, int failures, Instant now) {
        Settlement settlement = new Settlement(attempt, policy.get(), now);
        try {
            settlement.fill(queue, notices).commit(failure -> inbox.post(later -> {
                if (failure.isEmpty()) {
                    settled(settlement, failures);
                } else {
                    storeLater(attempt, failures, later);
                }
            }));
        } catch (StoreException e) {
            storeLater(attempt, failures, now);
        }
    }

    private void storeLater(Attempt attempt, int failures, Instant now) {
        if (failures == 0) unstored++;
        chores.at(now.plus(FailurePolicy.storeRest()), again -> store(attempt, failures + 1, again));
    }

    private void settled(Settlement settlement, int failures) {
        if (failures > 0) unstored--;
        underWay.remove(settlement.id());
        settlement.remaining().ifPresent(queue::waits);
    }
}

package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.engine.accept.OperatorMail;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.ledger.BatchLedger;
import org.packetboat.engine.resend.SettledDuty;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.stage.StageDuty;
import org.packetboat.engine.status.Watcher;
import org.packetboat.engine.store.StoreException;

/**
 * What is to be done for big sends: their stages, and forgetting what the ledger has kept for long enough, a little at
 * a time. So goes what is kept of mail that its site has taken. Used by the node only.
 */
final class BigSendDuty {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int AT_ONCE = 500;

    private final BatchLedger ledger;
    private final StageDuty stages;
    private final SettledDuty settled;
    private Instant next = Instant.EPOCH;

    BigSendDuty(MailQueue queue, Inbox inbox, InFlight inFlight, Supplier<Policy> policy, OperatorMail mail) {
        this.ledger = queue.ledger();
        this.stages = new StageDuty(queue, inFlight, inbox, policy, mail);
        this.settled = new SettledDuty(queue, inbox, inFlight);
    }

    StageDuty stages() {
        return stages;
    }

    /** Hears of all events before this one does. */
    Watcher before(Watcher watcher) {
        return event -> {
            stages.heard(event);
            watcher.on(event);
        };
    }

    Optional<Instant> wake() {
        if (stages.isBusy()) return settled.wake();
        return Stream.of(Optional.of(next), stages.wake(), settled.wake()).flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    void step(Instant now, Reporting reporting) {
        stages.step(now);
        settled.step(now, reporting.settled());
        if (stages.isBusy()) return; // of one line only one batch is under way
        if (next.isAfter(now) && next.isBefore(now.plus(EVERY.multipliedBy(2)))) return;
        try {
            next = ledger.forget(now.minus(reporting.keep()), AT_ONCE) < AT_ONCE ? now.plus(EVERY) : now;
        } catch (StoreException e) {
            next = now.plus(FailurePolicy.storeRest());
        }
    }
}

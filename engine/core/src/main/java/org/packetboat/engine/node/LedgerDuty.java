package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import org.packetboat.engine.queue.ledger.BatchLedger;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.store.StoreException;

/** Forgets what the ledger of big sends has kept for long enough, a little at a time. Used by the node only. */
final class LedgerDuty {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int AT_ONCE = 500;

    private final BatchLedger ledger;
    private Instant next = Instant.EPOCH;

    LedgerDuty(BatchLedger ledger) {
        this.ledger = ledger;
    }

    Instant wake() {
        return next;
    }

    /** @param keep how long a line is kept after its mail was accepted */
    void step(Instant now, Duration keep) {
        if (next.isAfter(now) && next.isBefore(now.plus(EVERY.multipliedBy(2)))) return;
        try {
            next = ledger.forget(now.minus(keep), AT_ONCE) < AT_ONCE ? now.plus(EVERY) : now;
        } catch (StoreException e) {
            next = now.plus(FailurePolicy.storeRest());
        }
    }
}

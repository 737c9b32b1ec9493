package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.queue.ledger.BatchLedger;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.stage.StageDuty;
import org.packetboat.engine.status.Watcher;
import org.packetboat.engine.store.StoreException;

/**
 * What is to be done for big sends: their stages, and forgetting what the ledger has kept for long enough, a little at
 * a time. Used by the node only.
 */
final class BigSendDuty {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int AT_ONCE = 500;

    private final BatchLedger ledger;
    private final StageDuty stages;
    private Instant next = Instant.EPOCH;

    BigSendDuty(BatchLedger ledger, StageDuty stages) {
        this.ledger = ledger;
        this.stages = stages;
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
        if (stages.isBusy()) return Optional.empty();
        return Stream.concat(Stream.of(next), stages.wake().stream()).min(Instant::compareTo);
    }

    /** @param keep how long a line is kept after its mail was accepted */
    void step(Instant now, Duration keep) {
        stages.step(now);
        if (stages.isBusy()) return; // of one line only one batch is under way
        if (next.isAfter(now) && next.isBefore(now.plus(EVERY.multipliedBy(2)))) return;
        try {
            next = ledger.forget(now.minus(keep), AT_ONCE) < AT_ONCE ? now.plus(EVERY) : now;
        } catch (StoreException e) {
            next = now.plus(FailurePolicy.storeRest());
        }
    }
}

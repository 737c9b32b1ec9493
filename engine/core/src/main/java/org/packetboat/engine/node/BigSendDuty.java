package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.ledger.BatchLedger;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.stage.HeldBack;
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

    private static final HeldBack NOTHING = new HeldBack(0, 0);

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

    /** What waits for sites, without what stages hold back; sites that have nothing beside that are left out. */
    List<SiteLoad> mayGo(List<SiteLoad> waiting) {
        Map<Domain, HeldBack> held = stages.heldBack();
        if (held.isEmpty()) return waiting;
        return waiting.stream().map(load -> mayGo(load, held)).filter(load -> load.mails() > 0).toList();
    }

    private static SiteLoad mayGo(SiteLoad load, Map<Domain, HeldBack> held) {
        Map<Domain, Long> domains = new HashMap<>(load.domains());
        long mails = load.mails();
        for (Domain domain : load.domains().keySet()) {
            HeldBack less = held.getOrDefault(domain, NOTHING);
            mails -= less.mails();
            domains.computeIfPresent(domain, (_, bytes) -> bytes > less.bytes() ? bytes - less.bytes() : null);
        }
        return new SiteLoad(load.name(), load.route(), domains.values().stream().mapToLong(b -> b).sum(), mails,
                domains, load.by(), load.from(), load.able(), load.failing(), load.below(), load.data());
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

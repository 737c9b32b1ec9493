package org.packetboat.engine.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.InFlight;

/** How a big send stands at an instant: its ledger, with what is on the lines now. Used by the node only. */
final class BatchBoard {
    private final Node node;
    private final MailQueue queue;
    private final InFlight inFlight;
    private final Instant now;
    private final Expectation expectation;
    private final Outlook outlook;

    BatchBoard(Node node, MailQueue queue, InFlight inFlight, Instant now) {
        this.node = node;
        this.queue = queue;
        this.inFlight = inFlight;
        this.now = now;
        this.expectation = new Expectation(node, queue, now);
        this.outlook = new Outlook(node, queue, expectation, now);
    }

    List<BatchSite> sites(String name) {
        return queue.ledger().entries(name).stream().map(this::site).toList();
    }

    private BatchSite site(LedgerEntry entry) {
        return new BatchSite(entry, route(entry), state(entry), expectation.done(entry.id()),
                expected(entry), trouble(entry));
    }

    private Optional<Instant> expected(LedgerEntry entry) {
        boolean waits = queue.ledger().staged().of(entry.id().message())
                .filter(send -> send.isStopped() || send.isAhead(entry.id())).isPresent();
        return entry.isOpen() && (!waits || inFlight.contains(entry.id()))
                ? queue.envelope(entry.id()).flatMap(expectation::of)
                : Optional.empty();
    }

    private Optional<String> trouble(LedgerEntry entry) {
        return entry.isOpen() ? queue.envelope(entry.id()).flatMap(outlook::trouble) : Optional.empty();
    }

    private String route(LedgerEntry entry) {
        return entry.site().isEmpty() ? node.route(entry.domain()).map(Route::site).orElse("") : entry.site();
    }

    private BatchSite.State state(LedgerEntry entry) {
        if (entry.isOpen() && inFlight.contains(entry.id())) return BatchSite.State.SENDING;
        Optional<StagedSend> steered = queue.ledger().staged().of(entry.id().message()).filter(_ -> entry.isOpen());
        if (steered.filter(send -> send.isAhead(entry.id())).isPresent()) return BatchSite.State.STAGED;
        if (steered.filter(StagedSend::isStopped).isPresent()) return BatchSite.State.PAUSED;
        if (entry.hasFailed()) return BatchSite.State.FAILED;
        if (entry.isOpen()) return entry.isLate(now) ? BatchSite.State.OVERDUE : BatchSite.State.WAITING;
        if (entry.isRelayed()) return BatchSite.State.RELAYED;
        return entry.isLate(now) ? BatchSite.State.LATE : BatchSite.State.DELIVERED;
    }
}

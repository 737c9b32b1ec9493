package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.engine.forward.Forwarder;
import org.packetboat.engine.forward.SiteStatus;
import org.packetboat.engine.forward.UnderWay;
import org.packetboat.engine.forward.VisitStatus;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.LedgerEntry;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Route;

/** How a big send stands at an instant: its ledger, with what is on the lines now. Used by the node only. */
final class BatchBoard {
    private final Node node;
    private final MailQueue queue;
    private final UnderWay underWay;
    private final Instant now;
    private final Map<EnvelopeId, VisitStatus> transfers;

    BatchBoard(Node node, MailQueue queue, UnderWay underWay, Instant now) {
        this.node = node;
        this.queue = queue;
        this.underWay = underWay;
        this.now = now;
        this.transfers = node.forwarders().stream().map(Forwarder::sessions).flatMap(List::stream)
                .filter(v -> v.progress().isPresent())
                .collect(Collectors.toMap(v -> v.progress().orElseThrow().id(), Function.identity(), (a, _) -> a));
    }

    List<BatchSite> sites(String name) {
        return queue.ledger().entries(name).stream().map(this::site).toList();
    }

    private BatchSite site(LedgerEntry entry) {
        Optional<VisitStatus> transfer = Optional.ofNullable(transfers.get(entry.id()));
        long done = transfer.flatMap(VisitStatus::progress).map(VisitStatus.Progress::done).orElse(0L);
        return new BatchSite(entry, route(entry), state(entry), done,
                entry.isOpen() ? transfer.flatMap(this::end).or(() -> endAfterNextTry(entry)) : Optional.empty());
    }

    private String route(LedgerEntry entry) {
        return entry.site().isEmpty() ? node.route(entry.domain()).map(Route::site).orElse("") : entry.site();
    }

    private BatchSite.State state(LedgerEntry entry) {
        if (entry.isOpen() && underWay.contains(entry.id())) return BatchSite.State.SENDING;
        if (entry.hasFailed()) return BatchSite.State.FAILED;
        if (entry.isOpen()) return entry.isLate(now) ? BatchSite.State.OVERDUE : BatchSite.State.WAITING;
        return entry.isLate(now) ? BatchSite.State.LATE : BatchSite.State.DELIVERED;
    }

    /** By the pace of its session so far. */
    private Optional<Instant> end(VisitStatus visit) {
        VisitStatus.Progress progress = visit.progress().orElseThrow();
        long sent = visit.bytes() + progress.done();
        if (sent == 0) return Optional.empty();
        double millisPerByte = (double) Duration.between(visit.began(), now).toMillis() / sent;
        return Optional.of(now.plusMillis((long) (millisPerByte * (progress.size() - progress.done()))));
    }

    private Optional<Instant> endAfterNextTry(LedgerEntry entry) {
        if (queue.isHeld(entry.domain())) return Optional.empty();
        Optional<SiteStatus> site = node.forwarder(entry.domain()).survey().site(entry.domain(), now);
        return site.flatMap(SiteStatus::next)
                .map(next -> next.plusSeconds(Math.ceilDiv(entry.size(), site.get().route().rate())));
    }
}

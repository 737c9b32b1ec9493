package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.queue.Position;

/**
 * Picks the envelopes of one session in order: by priority, then by arrival, across all domains of the site. Leaves out
 * what is held, not due, under way, or does not fit before the window closes, and remembers when the first of those
 * may go.
 */
final class SiteWalk {
    /** Put aside for the close of the session and for what the estimate leaves out. */
    static final Duration GUARD = Duration.ofSeconds(1);

    private final MailQueue queue;
    private final Site site;
    private final Predicate<EnvelopeId> underWay;
    private final Map<Domain, OrderCursor> cursors = new HashMap<>();
    private Instant nextDue = Instant.MAX;

    SiteWalk(MailQueue queue, Site site, Predicate<EnvelopeId> underWay) {
        this.queue = queue;
        this.site = site;
        this.underWay = underWay;
        site.queues().forEach(q -> cursors.put(q.domain(), queue.walk(q.domain())));
    }

    /** The next envelope that can go now. */
    Optional<Envelope> next(Instant now, Instant closes) {
        for (Optional<OrderCursor> first = first(); first.isPresent(); first = first()) {
            OrderEntry entry = first.get().peek().orElseThrow();
            first.get().skip();
            if (!underWay.test(entry.id()) && isReady(entry, now, closes)) {
                Optional<Envelope> envelope = queue.envelope(entry.id()).filter(e -> e.expires().isAfter(now));
                if (envelope.isPresent()) return envelope;
            }
        }
        return Optional.empty();
    }

    /** When the first of those left out may go; {@link Instant#MAX} if an operator has to release it. */
    Instant nextDue() {
        return nextDue;
    }

    /** Mail came in: walks back as far as needed to see it. */
    void arrived(DomainQueue domain, Position lowest) {
        cursors.computeIfAbsent(domain.domain(), queue::walk).backTo(lowest);
    }

    private Optional<OrderCursor> first() {
        Optional<OrderCursor> first = Optional.empty();
        Optional<Position> lowest = Optional.empty();
        for (Map.Entry<Domain, OrderCursor> candidate : cursors.entrySet()) {
            Optional<Position> place = queue.isHeld(candidate.getKey())
                    ? Optional.empty()
                    : candidate.getValue().peek().map(e -> new Position(e.priority(), e.id()));
            if (place.isPresent() && (lowest.isEmpty() || place.get().compareTo(lowest.get()) < 0)) {
                lowest = place;
                first = Optional.of(candidate.getValue());
            }
        }
        return first;
    }

    private boolean isReady(OrderEntry entry, Instant now, Instant closes) {
        Instant due = due(entry, now);
        Instant possible = due.isAfter(now) || fits(entry, now, closes) ? due : closes;
        if (possible.isAfter(now) && possible.isBefore(nextDue)) nextDue = possible;
        return !possible.isAfter(now);
    }

    private Instant due(OrderEntry entry, Instant now) {
        boolean atOnce = site.isFlushed() && entry.waiting() == OrderEntry.Waiting.RETRY;
        return atOnce ? now : entry.dueBy(now, FailurePolicy.longestWait(site.route().retry()));
    }

    private boolean fits(OrderEntry entry, Instant now, Instant closes) {
        long seconds = entry.size() / site.route().rate();
        return closes.equals(Instant.MAX) || now.plus(GUARD).plusSeconds(seconds).isBefore(closes);
    }
}

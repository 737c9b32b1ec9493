package org.packetboat.engine.site;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.DomainQueue;

/**
 * The mail that waits for a site: which domains have some, and by when it has to be there. A part of {@link Site}, and
 * no object of its own: half a million of them may wait, and each would be 16 bytes more. Used by the node only.
 */
abstract class SiteMail extends AgendaEntry {
    /** More domains than this are not added up at each arrival. */
    private static final int MOST_COUNTED = 100;

    /** Null if its route has one site for all domains: an {@link Optional} would take 16 bytes. */
    private final Domain only;
    private Set<DomainQueue> queues = Set.of();
    private long by = Moment.MAX;
    private boolean urgent;
    /** Whether all that waited at the start was looked at, the last time that somebody asked. */
    private boolean seen = true;

    SiteMail(Optional<Domain> only) {
        this.only = only.orElse(null);
    }

    /** The one domain that it serves; empty if it serves all of its route's. */
    public final Optional<Domain> only() {
        return Optional.ofNullable(only);
    }

    public final Collection<DomainQueue> queues() {
        return queues;
    }

    /** Notes that a domain has mail for it. */
    final void add(DomainQueue queue) {
        if (queues.contains(queue)) return;
        if (only != null) queues = Collections.singleton(queue); // 8 bytes less than Set.of
        else if (queues.isEmpty()) queues = new LinkedHashSet<>(Set.of(queue));
        else queues.add(queue);
    }

    /** A domain's mail goes another way from now on. */
    public final void leave(DomainQueue queue) {
        if (!queues.contains(queue)) return;
        if (only == null) queues.remove(queue);
        else queues = Set.of();
    }

    /** Forgets the domains whose mail has gone. */
    public final void prune() {
        if (only == null && !queues.isEmpty()) queues.removeIf(q -> q.depth() == 0);
        else if (isEmpty()) queues = Set.of();
        needsAnew();
    }

    /** Some of its mail may have more time than was known; of very many domains the first hint counts. */
    public final void needsAnew() {
        if (queues.size() > MOST_COUNTED) return;
        by = Moment.MAX;
        urgent = false;
        queues.forEach(this::needs);
    }

    /** Notes by when what waits for a domain has to be there, and whether it is urgent. */
    public final void needs(DomainQueue queue) {
        by = Math.min(by, Moment.of(queue.by()));
        urgent |= queue.isUrgent();
        seen &= queue.isSeen();
    }

    /** Whether some of its mail is urgent, or may be, as long as that is not known after a start. */
    final boolean isUrgent() {
        return urgent || !isSeen();
    }

    /** Whether it is known of all its mail by when it has to be there. */
    final boolean isSeen() {
        if (!seen) seen = queues.stream().allMatch(DomainQueue::isSeen);
        return seen;
    }

    /** By when the first of it has to be there, as far as that is known; {@link Instant#MAX} if whenever. */
    final Instant by() {
        return Moment.at(by);
    }

    final Map<Domain, Long> bytesByDomain() {
        return queues.stream().filter(q -> q.depth() > 0)
                .collect(Collectors.toMap(DomainQueue::domain, DomainQueue::bytes));
    }

    /** How many bytes wait, of the first domains at least. */
    final long bytes() {
        return queues.stream().limit(MOST_COUNTED).mapToLong(DomainQueue::bytes).sum();
    }

    /** How many bytes wait for it beside those of a domain. */
    public final long beside(DomainQueue queue) {
        return queues.stream().limit(MOST_COUNTED).filter(q -> q != queue).mapToLong(DomainQueue::bytes).sum();
    }

    final boolean isEmpty() {
        return queues.stream().allMatch(q -> q.depth() == 0);
    }

    public final long depth() {
        return queues.stream().mapToLong(DomainQueue::depth).sum();
    }
}

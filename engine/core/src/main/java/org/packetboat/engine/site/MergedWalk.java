package org.packetboat.engine.site;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.queue.Position;

/**
 * Walks along the queues of several domains as if they were one: by priority, then by arrival. A domain that is held is
 * left out until {@link #backTo} is told of it. Used by the node only.
 */
final class MergedWalk {
    private static final Comparator<Head> ORDER = Comparator.comparing(Head::place).thenComparing(Head::domain);

    /** The next entry of one domain. */
    private record Head(Position place, Domain domain) {}

    private final MailQueue queue;
    private final Map<Domain, OrderCursor> cursors = new HashMap<>();
    private final Map<Domain, Head> heads = new HashMap<>();
    private final TreeSet<Head> order = new TreeSet<>(ORDER);

    MergedWalk(MailQueue queue) {
        this.queue = queue;
    }

    /** Adds a domain, from its start. */
    void add(Domain domain) {
        cursors.put(domain, queue.walk(domain));
        look(domain);
    }

    /** Goes back as far as needed to show what came in at that place. */
    void backTo(Domain domain, Position place) {
        cursors.computeIfAbsent(domain, queue::walk).backTo(place);
        look(domain);
    }

    /** The next entry, without going past it. */
    Optional<OrderEntry> peek() {
        while (!order.isEmpty() && queue.isHeld(order.first().domain()))
            heads.remove(order.pollFirst().domain());
        return order.isEmpty() ? Optional.empty() : cursors.get(order.first().domain()).peek();
    }

    /** Goes past the entry that {@link #peek} showed. */
    void skip() {
        Domain domain = order.first().domain();
        cursors.get(domain).skip();
        look(domain);
    }

    /** Whether it met a damaged block, behind which it shows nothing of that domain. */
    boolean isDamaged() {
        return cursors.values().stream().anyMatch(OrderCursor::isDamaged);
    }

    /** Forgets all domains. */
    void clear() {
        cursors.clear();
        heads.clear();
        order.clear();
    }

    private void look(Domain domain) {
        Optional.ofNullable(heads.remove(domain)).ifPresent(order::remove);
        if (queue.isHeld(domain)) return;
        cursors.get(domain).peek().ifPresent(entry -> {
            Head head = new Head(new Position(entry.priority(), entry.id()), domain);
            heads.put(domain, head);
            order.add(head);
        });
    }
}

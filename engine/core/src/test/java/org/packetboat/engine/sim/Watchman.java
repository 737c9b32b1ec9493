package org.packetboat.engine.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;

/**
 * Looks in now and then, and sees that nothing is forgotten: what could go has a time at which it will be tried. What
 * is being changed at that moment has none for a moment; so only what is found twice counts.
 */
final class Watchman {
    private final Set<EnvelopeId> suspects = new HashSet<>();

    /** Looks in. */
    void look(Node node, MailQueue queue) {
        suspects.clear();
        node.overview().domains(all -> all.forEach(d -> forgotten(node, queue, d).ifPresent(suspects::add)));
    }

    /** Looks again, a little later. */
    void lookAgain(Node node, MailQueue queue) {
        node.overview().domains(all -> all.forEach(d -> forgotten(node, queue, d).filter(suspects::contains)
                .ifPresent(id -> fail(id, d))));
    }

    private static void fail(EnvelopeId id, DomainStatus status) {
        throw new AssertionError("forgotten: " + id + " in " + status);
    }

    private static Optional<EnvelopeId> forgotten(Node node, MailQueue queue, DomainStatus status) {
        if (!List.of("open", "closed", "resting").contains(status.state()) || status.next().isPresent()) {
            return Optional.empty();
        }
        boolean reachable = node.policy().candidates(status.domain()).stream()
                .anyMatch(r -> r.window().from(Rig.START).isPresent());
        return reachable ? free(queue, status.domain()) : Optional.empty();
    }

    private static Optional<EnvelopeId> free(MailQueue queue, Domain domain) {
        OrderCursor cursor = queue.walk(domain);
        for (var entry = cursor.peek(); entry.isPresent(); entry = cursor.peek()) {
            if (entry.get().waiting() != OrderEntry.Waiting.HELD) return entry.map(OrderEntry::id);
            cursor.skip();
        }
        return Optional.empty();
    }
}

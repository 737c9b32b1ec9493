package org.packetboat.engine.sim;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;

/** Looks in now and then, and sees that nothing is forgotten: what could go has a time at which it will be tried. */
final class Watchman {
    private Watchman() {}

    /** Looks in when the disk has nothing left to do. */
    static void look(Node node, MailQueue queue, SimStore store) {
        if (store.waiting() > 0) return;
        node.overview().domains(all -> {
            if (store.waiting() == 0) all.forEach(d -> look(node, queue, d));
        });
    }

    private static void look(Node node, MailQueue queue, DomainStatus status) {
        if (!List.of("open", "closed", "resting").contains(status.state()) || status.next().isPresent()) return;
        boolean reachable = node.policy().route(status.domain()).flatMap(r -> r.window().from(Rig.START)).isPresent();
        Optional<Envelope> forgotten = reachable ? free(queue, status.domain()) : Optional.empty();
        if (forgotten.isPresent()) throw new AssertionError("forgotten: " + forgotten.get() + " in " + status);
    }

    private static Optional<Envelope> free(MailQueue queue, Domain domain) {
        OrderCursor cursor = queue.walk(domain);
        for (var entry = cursor.peek(); entry.isPresent(); entry = cursor.peek()) {
            Optional<Envelope> envelope = queue.envelope(entry.get().id()).filter(e -> !e.held());
            if (envelope.isPresent()) return envelope;
            cursor.skip();
        }
        return Optional.empty();
    }
}

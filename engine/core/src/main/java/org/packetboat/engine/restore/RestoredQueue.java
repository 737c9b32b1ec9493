package org.packetboat.engine.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.store.StoreException;

/**
 * A queue out of a backup. What waited when the backup was made may have been delivered since, and nobody knows: so all
 * of it is held, as if an operator had done it, until an operator lets it go. Mail that comes in later goes at once.
 */
public final class RestoredQueue {
    private static final int AT_ONCE = 500;

    private final MailQueue queue;
    private final Consumer<Optional<StoreException>> answer;
    private final List<Envelope> next = new ArrayList<>();
    private long held;

    private RestoredQueue(MailQueue queue, Consumer<Optional<StoreException>> answer) {
        this.queue = queue;
        this.answer = answer;
    }

    /**
     * Holds every envelope that waits. For a queue that no node runs on.
     *
     * @param answer told for each batch of changes whether the disk took it
     * @return how many were not held before
     */
    public static long hold(MailQueue queue, Consumer<Optional<StoreException>> answer) {
        RestoredQueue restored = new RestoredQueue(queue, answer);
        List.copyOf(queue.domains()).forEach(restored::hold);
        restored.commit();
        return restored.held;
    }

    private void hold(DomainQueue domain) {
        OrderCursor walk = queue.walk(domain.domain());
        for (Optional<OrderEntry> entry = walk.peek(); entry.isPresent(); entry = walk.peek()) {
            walk.skip();
            queue.envelope(entry.get().id()).filter(e -> !e.held()).ifPresent(this::add);
        }
    }

    private void add(Envelope envelope) {
        next.add(envelope.held(true));
        held++;
        if (next.size() == AT_ONCE) commit();
    }

    private void commit() {
        if (next.isEmpty()) return;
        QueueBatch batch = queue.change();
        next.forEach(batch::replace);
        next.clear();
        batch.commit(answer);
    }
}

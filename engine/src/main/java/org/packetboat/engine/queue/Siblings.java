package org.packetboat.engine.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * Knows when the envelope being removed is its message's last, so that the bytes go with it. The number of envelopes a
 * message has left is read once, when the first of them is removed, and then kept until the last is. Used by the node
 * only; failures may be told from any thread.
 */
final class Siblings {
    private final Store store;
    private final Map<QueueId, Integer> left = new HashMap<>();
    private final ConcurrentLinkedQueue<QueueId> failed = new ConcurrentLinkedQueue<>();

    Siblings(Store store) {
        this.store = store;
    }

    /** Notes that this envelope is being removed. @return whether it is the last one */
    boolean remove(Envelope envelope) {
        if (envelope.alone()) return true;
        for (QueueId id = failed.poll(); id != null; id = failed.poll())
            left.merge(id, 1, Integer::sum);
        int rest = left.computeIfAbsent(envelope.id().message(), this::stored) - 1;
        if (rest > 0) {
            left.put(envelope.id().message(), rest);
        } else {
            left.remove(envelope.id().message());
        }
        return rest == 0;
    }

    /** Notes that the removal failed: it is still there. */
    void restore(Envelope envelope) {
        if (!envelope.alone()) failed.add(envelope.id().message());
    }

    private int stored(QueueId id) {
        return stored(Family.ENVELOPES, id) + stored(Family.DEAD, id);
    }

    private int stored(Family family, QueueId id) {
        int count = 0;
        try (Store.Cursor cursor = store.scan(family, Keys.message(id),
                Keys.message(new QueueId(id.number() + 1)))) {
            while (cursor.next())
                count++;
        }
        return count;
    }
}

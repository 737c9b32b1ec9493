package org.packetboat.engine.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.store.UnreadableException;

/**
 * Sees to it that a message's bytes go with its last envelope, and not before. How many envelopes a message has left is
 * read once, when the first of them is removed, and then kept until the last is.
 *
 * <p>If several removals are under way at once, nobody knows which will succeed. Then the last of them only marks the
 * bytes as unfinished, and they go once all removals are durable; after a crash in between, with the next start. May be
 * used from any thread.
 */
final class EnvelopeCount {
    /** Some envelope can't be read: nobody knows how many there are, so the bytes stay. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final Store store;
    private final Map<QueueId, Count> counts = new HashMap<>();

    /** The envelopes of one message that are in the store, and how many of them are being removed. */
    private static final class Count {
        int stored;
        int leaving;
        boolean marked;
    }

    EnvelopeCount(Store store) {
        this.store = store;
    }

    /** Adds to a batch that removes an envelope what that means for its message's bytes. */
    synchronized void remove(Envelope envelope, Batch batch) {
        QueueId id = envelope.id().message();
        if (envelope.alone()) {
            MessageBytes.delete(batch, id, envelope.message().size());
            return;
        }
        Count count = counts.computeIfAbsent(id, this::read);
        count.leaving++;
        if (count.leaving < count.stored) return;
        if (count.leaving == 1) {
            MessageBytes.delete(batch, id, envelope.message().size());
            if (count.marked) batch.delete(Family.META, Keys.open(id));
            count.marked = false;
        } else {
            batch.put(Family.META, Keys.open(id), Keys.nothing());
            count.marked = true;
        }
    }

    /** Whether a batch that removes so many envelopes of a message leaves none, and no other batch removes any. */
    synchronized boolean isAll(QueueId id, int removing) {
        Count count = counts.get(id);
        return count == null ? removing > 0 : count.stored == removing && count.leaving == removing;
    }

    /** The removal is durable. */
    synchronized void removed(Envelope envelope) {
        QueueId id = envelope.id().message();
        Count count = counts.get(id);
        if (envelope.alone() || count == null) return;
        count.leaving--;
        if (count.stored != UNKNOWN) count.stored--;
        if (count.stored > 0 && (count.stored != UNKNOWN || count.leaving > 0)) return;
        counts.remove(id);
        if (count.marked) drop(id, envelope.message().size());
    }

    private void drop(QueueId id, long size) {
        Batch batch = new Batch().delete(Family.META, Keys.open(id));
        MessageBytes.delete(batch, id, size);
        try {
            store.stage(batch);
        } catch (StoreException e) {
            return; // the mark stays, and with the next start they go
        }
    }

    /** The removal failed: the envelope is still there. */
    synchronized void restore(Envelope envelope) {
        if (!envelope.alone()) counts.get(envelope.id().message()).leaving--;
    }

    private Count read(QueueId id) {
        Count count = new Count();
        count.stored = count(id).orElse(UNKNOWN);
        return count;
    }

    /** How many envelopes of a message are in the store, waiting or dead; empty if that can't be read. */
    OptionalInt count(QueueId id) {
        try {
            return OptionalInt.of(stored(Family.ENVELOPES, id) + stored(Family.DEAD, id));
        } catch (UnreadableException e) {
            return OptionalInt.empty();
        }
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

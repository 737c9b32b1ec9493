package org.packetboat.engine.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.settled.SettledBook;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.store.UnreadableException;

/**
 * Sees to it that a message's bytes go with its last envelope, and not before. One that its site has taken and that is
 * kept ({@link SettledBook}) counts as there. How many envelopes a message has left is read once, when the first of
 * them is removed, and then kept until the last is.
 *
 * <p>If several removals are under way at once, nobody knows which will succeed. Then the last of them only marks the
 * bytes as unfinished, and they go once all removals are durable; after a crash in between, with the next start. May be
 * used from any thread.
 */
final class EnvelopeCount {
    /** Some envelope can't be read: nobody knows how many there are, so the bytes stay. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final Store store;
    private final SettledBook settled;
    private final Map<QueueId, Count> counts = new HashMap<>();

    /** The envelopes of one message that are in the store, and how many of them are being removed. */
    private static final class Count {
        int stored;
        int leaving;
        boolean marked;
    }

    EnvelopeCount(Store store, SettledBook settled) {
        this.store = store;
        this.settled = settled;
    }

    /** An envelope that goes. @param alone whether it is its message's only one @param size of the message */
    record Leaving(EnvelopeId envelope, boolean alone, long size) {
        static Leaving of(Envelope e) {
            return new Leaving(e.id(), e.alone(), e.message().size());
        }

        QueueId message() {
            return envelope.message();
        }
    }

    /** Adds to a batch that removes an envelope what that means for its message's bytes. */
    synchronized void remove(Leaving envelope, Batch batch) {
        QueueId id = envelope.message();
        if (envelope.alone()) {
            MessageBytes.delete(batch, id, envelope.size());
            return;
        }
        Count count = counts.computeIfAbsent(id, this::read);
        count.leaving++;
        if (count.leaving < count.stored) return;
        if (count.leaving == 1) {
            MessageBytes.delete(batch, id, envelope.size());
            if (count.marked) batch.delete(Family.META, Keys.open(id));
            count.marked = false;
        } else {
            batch.put(Family.META, Keys.open(id), Keys.nothing());
            count.marked = true;
        }
    }

    /**
     * Whether a batch leaves none of a message's envelopes waiting, and no other batch removes any.
     *
     * @param removing how many it removes
     * @param keeping  how many it takes out of the queue, and keeps
     */
    synchronized boolean isAll(QueueId id, int removing, int keeping) {
        Count count = counts.get(id);
        if (settled.isEmpty())
            return count == null ? removing > 0 : count.stored == removing && count.leaving == removing;
        int leaving = count == null ? 0 : count.leaving;
        int most = removing + keeping + 1;
        try {
            return leaving <= removing
                    && stored(Family.ENVELOPES, id, most) + stored(Family.DEAD, id, most) == most - 1;
        } catch (UnreadableException damaged) {
            return false; // more of it may be there
        }
    }

    /** Whether an envelope is in the queue, or dead; or that can't be read. */
    boolean mayBeThere(EnvelopeId id) {
        try {
            return isThere(id);
        } catch (UnreadableException damaged) {
            return true;
        }
    }

    private boolean isThere(EnvelopeId id) {
        byte[] key = Keys.envelope(id);
        return store.get(Family.ENVELOPES, key).isPresent() || store.get(Family.DEAD, key).isPresent();
    }

    /** The removal is durable. */
    synchronized void removed(Leaving envelope) {
        QueueId id = envelope.message();
        Count count = counts.get(id);
        if (envelope.alone() || count == null) return;
        count.leaving--;
        if (count.stored != UNKNOWN) count.stored--;
        if (count.stored > 0 && (count.stored != UNKNOWN || count.leaving > 0)) return;
        counts.remove(id);
        if (count.marked) drop(id, envelope.size());
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
    synchronized void restore(Leaving envelope) {
        if (!envelope.alone()) counts.get(envelope.message()).leaving--;
    }

    private Count read(QueueId id) {
        Count count = new Count();
        count.stored = count(id).orElse(UNKNOWN);
        return count;
    }

    /** How many envelopes of a message are in the store, waiting, dead or kept; empty if that can't be read. */
    OptionalInt count(QueueId id) {
        try {
            long kept = settled.kept(id).stream().filter(one -> !isThere(one)).count();
            return OptionalInt.of((int) kept + stored(Family.ENVELOPES, id, Integer.MAX_VALUE)
                    + stored(Family.DEAD, id, Integer.MAX_VALUE));
        } catch (UnreadableException e) {
            return OptionalInt.empty();
        }
    }

    private int stored(Family family, QueueId id, int most) {
        int count = 0;
        try (Store.Cursor cursor = store.scan(family, Keys.message(id),
                Keys.message(new QueueId(id.number() + 1)))) {
            while (count < most && cursor.next())
                count++;
        }
        return count;
    }
}

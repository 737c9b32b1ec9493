package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * Hands out queue ids that were never handed out before. The store holds a number that lies beyond every id handed out
 * so far; it is moved ahead in good time. After a crash counting goes on from that number, so some are left out, but
 * none comes twice.
 */
final class QueueIds {
    private static final int AHEAD = 1 << 16;

    private final Store store;
    private final AtomicLong next;
    private final AtomicLong reserved;

    QueueIds(Store store) {
        this.store = store;
        long first = store.get(Family.META, Keys.IDS).map(b -> ByteBuffer.wrap(b).getLong()).orElse(1L);
        next = new AtomicLong(first);
        reserved = new AtomicLong(first);
        reserve(first + AHEAD);
    }

    /** @throws StoreException if the disk has been full for so long that all reserved ids are used up */
    QueueId next() {
        long id = next.getAndIncrement();
        if (id + AHEAD / 2 >= reserved.get()) extend(id);
        return new QueueId(id);
    }

    /** A full disk is no reason to stop while there are reserved ids left. */
    private synchronized void extend(long used) {
        if (used + AHEAD / 2 < reserved.get()) return;
        try {
            reserve(used + AHEAD);
        } catch (StoreException e) {
            if (used >= reserved.get()) throw e;
        }
    }

    /** Staged only: any commit that uses one of these ids comes later and makes it durable with itself. */
    private void reserve(long beyond) {
        store.stage(new Batch().put(Family.META, Keys.IDS, Keys.number(beyond)));
        reserved.set(beyond);
    }
}

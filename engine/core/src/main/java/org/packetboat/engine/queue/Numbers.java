package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * Hands out numbers that were never handed out before. The store holds a number that lies beyond every one handed out
 * so far; it is moved ahead in good time. After a crash counting goes on from that number, so some are left out, but
 * none comes twice. May be used from any thread.
 */
final class Numbers {
    private static final int AHEAD = 1 << 16;

    private final Store store;
    private final byte[] key;
    private final AtomicLong next;
    private final AtomicLong reserved;

    /**
     * Goes on counting.
     *
     * @param key   where in META the number is kept
     * @param begin what a folder that has none begins with
     */
    Numbers(Store store, byte[] key, FolderEpoch begin) {
        this.store = store;
        this.key = key;
        long first = store.get(Family.META, key).map(b -> ByteBuffer.wrap(b).getLong()).orElse(begin.number());
        next = new AtomicLong(first);
        reserved = new AtomicLong(first);
        try {
            reserve(first + AHEAD);
        } catch (StoreException full) {
            return; // the server starts and sends all the same; who asks for a number tries again
        }
    }

    /**
     * So many numbers in a row.
     *
     * @return the first of them
     * @throws StoreException if the disk has been full for so long that all reserved numbers are used up
     */
    long next(int count) {
        long first = next.getAndAdd(count);
        long beyond = first + count;
        if (beyond + AHEAD / 2 > reserved.get()) extend(beyond);
        return first;
    }

    /** The number that is handed out next. */
    long peek() {
        return next.get();
    }

    /** A full disk is no reason to stop while there are reserved numbers left. */
    private synchronized void extend(long beyond) {
        if (beyond + AHEAD / 2 <= reserved.get()) return;
        try {
            reserve(beyond + AHEAD);
        } catch (StoreException e) {
            if (beyond > reserved.get()) throw e;
        }
    }

    /** Staged only: any commit that uses one of these numbers comes later and makes it durable with itself. */
    private void reserve(long beyond) {
        store.stage(new Batch().put(Family.META, key, Keys.number(beyond)));
        reserved.set(beyond);
    }
}

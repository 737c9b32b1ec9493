package org.packetboat.connectors.rocksdb;

import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Batch.Change;
import org.packetboat.engine.store.Store;

/** A commit that waits for its answer, and how many bytes of memory it holds, roughly. */
record Waiting(Batch batch, Store.Answer answer, long bytes) {
    private static final long CHANGE_OVERHEAD = 64;

    Waiting(Batch batch, Store.Answer answer) {
        this(batch, answer, batch.changes().stream().mapToLong(Waiting::sizeOf).sum());
    }

    private static long sizeOf(Change change) {
        long value = change instanceof Change.Put put ? put.value().length : 0;
        return CHANGE_OVERHEAD + change.key().length + value;
    }
}

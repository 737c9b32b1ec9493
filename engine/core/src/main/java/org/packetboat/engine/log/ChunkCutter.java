package org.packetboat.engine.log;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.packetboat.engine.log.entry.EntryCodec;
import org.packetboat.engine.log.entry.LogEntry;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * Cuts the contents of a store into chunks, as they are at the moment it is made. Where a chunk ends depends on the key
 * there: what is written elsewhere in the store changes no other chunk.
 */
final class ChunkCutter implements AutoCloseable {
    private record Walk(Family family, Store.Cursor cursor) {}

    private final LogSettings settings;
    private final Deque<Walk> rest = new ArrayDeque<>();

    ChunkCutter(Store store, LogSettings settings) {
        this.settings = settings;
        for (Family family : Family.values())
            rest.add(new Walk(family, Replica.all(store, family)));
    }

    /** Nothing behind the last one. */
    Optional<byte[]> next() {
        while (!rest.isEmpty()) {
            Batch chunk = fill(rest.getFirst());
            if (!chunk.isEmpty()) return Optional.of(EntryCodec.bytes(new LogEntry.Content.Changes(chunk)));
            rest.removeFirst().cursor().close();
        }
        return Optional.empty();
    }

    private Batch fill(Walk walk) {
        Batch chunk = new Batch();
        int bytes = 0;
        while (bytes < settings.piece() && walk.cursor().next()) {
            byte[] key = walk.cursor().key();
            if (walk.family() == Family.META && Arrays.equals(key, Replica.CHECKPOINT)) continue;
            byte[] value = walk.cursor().value();
            chunk.put(walk.family(), key, value);
            bytes += key.length + value.length;
            if (Math.floorMod(Arrays.hashCode(key) * 0x9E3779B9 >>> 7, settings.chunkKeys()) == 0) break;
        }
        return chunk;
    }

    @Override
    public void close() {
        rest.forEach(walk -> walk.cursor().close());
        rest.clear();
    }
}

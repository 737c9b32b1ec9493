package org.packetboat.simulator.world.disk;

import java.util.Optional;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** A store that tells of each commit, so that somebody syncs it. */
public record WatchedStore(Store store, Runnable committed) implements Store {
    @Override
    public void commit(Batch batch, Answer answer) {
        store.commit(batch, answer);
        committed.run();
    }

    @Override
    public void stage(Batch batch) {
        store.stage(batch);
    }

    @Override
    public Optional<byte[]> get(Family family, byte[] key) {
        return store.get(family, key);
    }

    @Override
    public long count(byte[] key) {
        return store.count(key);
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
        return store.scan(family, from, to);
    }

    @Override
    public void renew(Family family) {
        store.renew(family);
    }

    @Override
    public void close() {
        store.close();
    }
}

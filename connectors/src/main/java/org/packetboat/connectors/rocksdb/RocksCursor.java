package org.packetboat.connectors.rocksdb;

import org.packetboat.engine.store.Store;

/**
 * A cursor of a {@link RocksStore}. When the store had to be opened again after a failure, the next step says so with a
 * {@link org.packetboat.engine.store.StoreException}.
 */
final class RocksCursor implements Store.Cursor {
    private final StoreFiles files;
    private final RocksWalk walk;
    private byte[] key = {};
    private byte[] value = {};

    RocksCursor(StoreFiles files, RocksWalk walk) {
        this.files = files;
        this.walk = walk;
    }

    @Override
    public boolean next() {
        return files.read(_ -> {
            files.mustWalk(walk);
            if (!walk.next()) return false;
            key = walk.key();
            value = walk.value();
            return true;
        });
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return value;
    }

    @Override
    public void close() {
        files.endWalk(walk);
    }
}

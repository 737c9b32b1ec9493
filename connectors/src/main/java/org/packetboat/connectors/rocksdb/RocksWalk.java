package org.packetboat.connectors.rocksdb;

import org.packetboat.engine.store.Family;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * A walk over a range of one column family, as it is when the walk begins. RocksDB knows where it ends, and does not
 * look through what was deleted beyond.
 */
final class RocksWalk implements AutoCloseable {
    private final Family family;
    private final byte[] from;
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator entries;
    private boolean begun;

    RocksWalk(RocksDB db, Family family, ColumnFamilyHandle handle, byte[] from, byte[] to, boolean cached) {
        this.family = family;
        this.from = from;
        this.end = new Slice(to);
        this.options = new ReadOptions().setIterateUpperBound(end).setFillCache(cached);
        this.entries = db.newIterator(handle, options);
    }

    Family family() {
        return family;
    }

    /** Steps to the next entry; false when there is none. */
    boolean next() throws RocksDBException {
        if (!begun) entries.seek(from);
        else if (entries.isValid()) entries.next();
        begun = true;
        if (entries.isValid()) return true;
        entries.status();
        return false;
    }

    byte[] key() {
        return entries.key();
    }

    byte[] value() {
        return entries.value();
    }

    @Override
    public void close() {
        entries.close();
        options.close();
        end.close();
    }
}

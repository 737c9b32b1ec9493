package org.packetboat.connectors.rocksdb;

import java.util.function.Supplier;
import org.packetboat.engine.store.DamagedScan;
import org.packetboat.engine.store.UnreadableException;
import org.rocksdb.AbstractRocksIterator;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstFileReaderIterator;

/** What an iterator of RocksDB shows, for a scan that passes over damage. */
record IteratorEntries(AbstractRocksIterator<?> at, Supplier<byte[]> keys, Supplier<byte[]> values)
        implements
            DamagedScan.Entries,
            AutoCloseable {
    /** Of one table. */
    static IteratorEntries of(SstFileReaderIterator at) {
        return new IteratorEntries(at, at::key, at::value);
    }

    /** Of a whole family. */
    static IteratorEntries of(RocksIterator at) {
        return new IteratorEntries(at, at::key, at::value);
    }

    @Override
    public boolean seek(byte[] key) {
        at.seek(key);
        return isThere();
    }

    @Override
    public boolean next() {
        at.next();
        return isThere();
    }

    private boolean isThere() {
        if (at.isValid()) return true;
        try {
            at.status();
            return false;
        } catch (RocksDBException e) {
            throw new UnreadableException(e.getMessage(), e);
        }
    }

    @Override
    public byte[] key() {
        return keys.get();
    }

    @Override
    public byte[] value() {
        return values.get();
    }

    @Override
    public void close() {
        at.close();
    }
}

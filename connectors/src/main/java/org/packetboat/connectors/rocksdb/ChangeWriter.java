package org.packetboat.connectors.rocksdb;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Batch.Change;
import org.packetboat.engine.store.Family;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Writes the changes of any number of batches, in their order, into one WriteBatch. Additions to one counter become a
 * single one: a busy group adds to the same few counters hundreds of times.
 */
final class ChangeWriter {
    private final RocksFiles files;
    private final WriteBatch target;
    private final Map<ByteBuffer, Long> sums = new LinkedHashMap<>();

    ChangeWriter(RocksFiles files, WriteBatch target) {
        this.files = files;
        this.target = target;
    }

    void write(Batch batch) throws RocksDBException {
        for (Change change : batch.changes())
            write(change);
    }

    /** Must follow the last batch. */
    void finish() throws RocksDBException {
        for (Map.Entry<ByteBuffer, Long> sum : sums.entrySet())
            target.merge(files.handle(Family.COUNTERS), sum.getKey().array(), RocksNumber.bytes(sum.getValue()));
        sums.clear();
    }

    private void write(Change change) throws RocksDBException {
        if (change.family() == Family.COUNTERS && !(change instanceof Change.Add)) finish();
        switch (change) {
            case Change.Put(Family family, byte[] key, byte[] value) -> target.put(files.handle(family), key, value);
            case Change.Delete(Family family, byte[] key) -> target.delete(files.handle(family), key);
            case Change.DeleteRange(Family family, byte[] from, byte[] to) -> deleteRange(family, from, to);
            case Change.Add(byte[] key, long delta) -> sums.merge(ByteBuffer.wrap(key), delta, Long::sum);
        }
    }

    /** RocksDB would refuse a range that ends before it starts, and the whole group with it. */
    private void deleteRange(Family family, byte[] from, byte[] to) throws RocksDBException {
        if (Arrays.compareUnsigned(from, to) < 0) target.deleteRange(files.handle(family), from, to);
    }
}

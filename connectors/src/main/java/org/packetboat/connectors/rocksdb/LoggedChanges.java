package org.packetboat.connectors.rocksdb;

import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The changes in a record of a log. RocksDB numbers its column families in the order in which they were made: the
 * default one is 0, then come those of {@link Family} in their order.
 */
final class LoggedChanges extends WriteBatch.Handler {
    private final Set<Family> wanted;
    private final Batch changes = new Batch();

    private LoggedChanges(Set<Family> wanted) {
        this.wanted = wanted;
    }

    /** @return empty if there is nothing for these families, or RocksDB can't read it */
    static Optional<Batch> of(byte[] record, Set<Family> wanted) {
        try (WriteBatch batch = new WriteBatch(record); LoggedChanges reader = new LoggedChanges(wanted)) {
            batch.iterate(reader);
            return Optional.of(reader.changes).filter(found -> !found.isEmpty());
        } catch (RocksDBException e) {
            return Optional.empty();
        }
    }

    private Optional<Family> family(int number) {
        boolean known = number > 0 && number <= Family.values().length;
        return known ? Optional.of(Family.values()[number - 1]).filter(wanted::contains) : Optional.empty();
    }

    @Override
    public void put(int family, byte[] key, byte[] value) {
        family(family).ifPresent(f -> changes.put(f, key, value));
    }

    @Override
    public void delete(int family, byte[] key) {
        family(family).ifPresent(f -> changes.delete(f, key));
    }

    @Override
    public void deleteRange(int family, byte[] from, byte[] to) {
        family(family).ifPresent(f -> changes.deleteRange(f, from, to));
    }

    @Override
    public void singleDelete(int family, byte[] key) {
        delete(family, key);
    }

    @Override
    public void merge(int family, byte[] key, byte[] value) {
        // counts are made anew
    }

    @Override
    public void put(byte[] key, byte[] value) {
        // the store's own
    }

    @Override
    public void merge(byte[] key, byte[] value) {
        // the store's own
    }

    @Override
    public void delete(byte[] key) {
        // the store's own
    }

    @Override
    public void singleDelete(byte[] key) {
        // never written
    }

    @Override
    public void deleteRange(byte[] from, byte[] to) {
        // never written
    }

    @Override
    public void logData(byte[] bytes) {
        // never written
    }

    @Override
    public void putBlobIndex(int family, byte[] key, byte[] value) {
        // never written
    }

    @Override
    public void markBeginPrepare() {
        // no transactions are used
    }

    @Override
    public void markEndPrepare(byte[] name) {
        // no transactions are used
    }

    @Override
    public void markNoop(boolean empty) {
        // no transactions are used
    }

    @Override
    public void markRollback(byte[] name) {
        // no transactions are used
    }

    @Override
    public void markCommit(byte[] name) {
        // no transactions are used
    }

    @Override
    public void markCommitWithTimestamp(byte[] name, byte[] time) {
        // no transactions are used
    }
}

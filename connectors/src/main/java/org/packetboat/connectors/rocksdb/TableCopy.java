package org.packetboat.connectors.rocksdb;

import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.StoreException;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** Writes entries, in the order of their keys, into tables that RocksDB can take in. Each is synced when it is full. */
final class TableCopy implements AutoCloseable {
    private static final long TABLE_SIZE = 64 << 20;

    private final EnvOptions environment = new EnvOptions();
    private final Options options;
    private final Path folder;
    private Optional<SstFileWriter> table = Optional.empty();
    private int tables;
    private long entries;

    /** @param folder is there, and empty */
    TableCopy(RocksFiles files, Family family, Path folder) {
        this.options = files.optionsOf(family);
        this.folder = folder;
    }

    /** @throws StoreException if the disk does not take it */
    void add(byte[] key, byte[] value) {
        try {
            if (table.isEmpty()) table = Optional.of(next());
            SstFileWriter open = table.get();
            open.put(key, value);
            entries++;
            if (open.fileSize() >= TABLE_SIZE) end(open);
        } catch (RocksDBException e) {
            throw new StoreException(e.getMessage(), e);
        }
    }

    private SstFileWriter next() throws RocksDBException {
        SstFileWriter writer = new SstFileWriter(environment, options);
        try {
            writer.open(folder.resolve("%06d.sst".formatted(++tables)).toString());
            return writer;
        } catch (RocksDBException e) {
            writer.close();
            throw e;
        }
    }

    private void end(SstFileWriter open) throws RocksDBException {
        open.finish();
        open.close();
        table = Optional.empty();
    }

    /** Must follow the last entry. @return how many entries were written */
    long finish() throws RocksDBException {
        if (table.isPresent()) end(table.get());
        return entries;
    }

    @Override
    public void close() {
        table.ifPresent(SstFileWriter::close);
        options.close();
        environment.close();
    }
}

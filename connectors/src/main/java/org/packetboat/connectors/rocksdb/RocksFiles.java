package org.packetboat.connectors.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.store.Family;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The opened files of a store: one column family for each {@link Family}, and the default one for two entries of the
 * store's own:
 *
 * <pre>
 * "format"  the version of this layout, in digits
 * "group"   the number of the last group of commits, 8 bytes, most significant first
 * </pre>
 *
 * To close them while another call runs would crash the JVM; {@link RocksStore} sees to it that this can't happen.
 */
final class RocksFiles implements AutoCloseable {
    private static final byte[] FORMAT_KEY = "format".getBytes(UTF_8);
    private static final byte[] GROUP_KEY = "group".getBytes(UTF_8);

    private final RocksSettings settings = new RocksSettings();
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();
    private final Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
    private final RocksDB db;

    /** Opens the files, and makes them where there are none. */
    RocksFiles(Path folder) throws RocksDBException {
        try {
            db = open(folder);
        } catch (RocksDBException e) {
            free();
            throw e;
        }
    }

    private RocksDB open(Path folder) throws RocksDBException {
        List<ColumnFamilyDescriptor> wanted = new ArrayList<>();
        wanted.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, settings.small()));
        for (Family family : Family.values())
            wanted.add(new ColumnFamilyDescriptor(RocksFolder.nameOf(family).getBytes(UTF_8), settings.of(family)));
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB opened = RocksDB.open(settings.database(), folder.toString(), wanted, handles);
        for (Family family : Family.values())
            families.put(family, handles.get(1 + family.ordinal()));
        return opened;
    }

    /** The version of the layout found; empty in files just made. */
    Optional<String> format() throws RocksDBException {
        return Optional.ofNullable(db.get(FORMAT_KEY)).map(text -> new String(text, UTF_8));
    }

    void writeFormat(String format) throws RocksDBException {
        db.put(synced, FORMAT_KEY, format.getBytes(UTF_8));
    }

    /** The number of the last group that is in these files; 0 before the first. */
    long lastGroup() throws RocksDBException {
        byte[] number = db.get(GROUP_KEY);
        return number == null ? 0 : ByteBuffer.wrap(number).getLong();
    }

    static void number(WriteBatch group, long number) throws RocksDBException {
        group.put(GROUP_KEY, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    ColumnFamilyHandle handle(Family family) {
        return families.get(family);
    }

    RocksDB db() {
        return db;
    }

    void write(WriteBatch changes, boolean sync) throws RocksDBException {
        db.write(sync ? synced : unsynced, changes);
    }

    Optional<byte[]> get(Family family, byte[] key) throws RocksDBException {
        return Optional.ofNullable(db.get(families.get(family), key));
    }

    RocksWalk walk(Family family, byte[] from, byte[] to) {
        return new RocksWalk(db, families.get(family), from, to, family != Family.BODIES);
    }

    /** Makes what is only in memory and in a log that can't be relied on durable by other files. */
    void flush() throws RocksDBException {
        try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
            db.flush(waiting, List.copyOf(families.values()));
        }
    }

    /** What was staged is synced first, if that is still possible. */
    @Override
    public void close() {
        try {
            db.syncWal();
        } catch (RocksDBException alreadyReportedByTheWriteThatFailed) {
            // Nothing answered depends on this sync.
        }
        families.values().forEach(ColumnFamilyHandle::close);
        db.close();
        free();
    }

    private void free() {
        synced.close();
        unsynced.close();
        settings.close();
    }
}

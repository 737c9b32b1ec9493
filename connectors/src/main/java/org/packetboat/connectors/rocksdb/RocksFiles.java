package org.packetboat.connectors.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.StandardOpenOption;
import java.nio.file.Files;
import java.nio.file.FileSystems;
import java.nio.channels.FileChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.packetboat.engine.store.Family;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The opened files of a store: one column family for each {@link Family}, and the default one for entries of the
 * store's own:
 *
 * <pre>
 * "format"   the version of this layout, in digits
 * "commits"  how many commits were made up to the last group, 8 bytes, most significant first
 * "counted"  the same, but added up by each group: a {@link RocksNumber}
 * "group"    the number of the last group of commits, 8 bytes, most significant first
 * "repair"   something is lost, and the queue is to be made whole before it is used; empty
 * </pre>
 *
 * Each group writes the last three at its end. A group that is missing, wherever it stood, is missing in the sum, too:
 * "counted" is less than "commits" by what was lost.
 *
 * To close them while another call runs would crash the JVM; {@link StoreFiles} sees to it that this can't happen.
 */
final class RocksFiles implements AutoCloseable {
    /** Brings things to the disk. */
    interface Disk {
        /** Elsewhere, a folder has no sync. */
        boolean IS_POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

        void write(RocksFiles files, WriteBatch changes, boolean sync) throws RocksDBException;

        /** Syncs a file, or a folder's entries, that an earlier process may have left unsynced. */
        default void sync(Path file) throws IOException {
            if (Files.isDirectory(file) && !IS_POSIX) return;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static final byte[] FORMAT_KEY = "format".getBytes(UTF_8);
    private static final byte[] GROUP_KEY = "group".getBytes(UTF_8);
    private static final byte[] COMMITS_KEY = "commits".getBytes(UTF_8);
    private static final byte[] REPAIR_KEY = "repair".getBytes(UTF_8);
    private static final byte[] COUNTED_KEY = "counted".getBytes(UTF_8);
    /** How a batch ends that a group number was written to last: put, key, and how long the value is. */
    private static final byte[] GROUP_ENDING = {1, 5, 'g', 'r', 'o', 'u', 'p', Long.BYTES};

    private final RocksSettings settings;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();
    private final Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
    private final RocksDB db;
    private final boolean takesWrites;

    /** Opens the files, and makes them where there are none. */
    RocksFiles(Path folder, RocksSettings settings) throws RocksDBException {
        this(folder, settings, true);
    }

    private RocksFiles(Path folder, RocksSettings settings, boolean takesWrites) throws RocksDBException {
        this.settings = settings;
        this.takesWrites = takesWrites;
        try {
            db = open(folder);
        } catch (RocksDBException | RuntimeException e) {
            free();
            throw e;
        }
    }

    /** Opens files that are there, to be read alone: nothing is written for it, and nobody else is kept out. */
    static RocksFiles toRead(Path folder, RocksSettings settings) throws RocksDBException {
        return new RocksFiles(folder, settings, false);
    }

    /** Whether they were opened to be written to, too. */
    boolean takesWrites() {
        return takesWrites;
    }

    /** Whether the logs hold groups that were passed over, and would come back if they were read once more. */
    boolean passedOver() {
        return settings.foundFailed();
    }

    private RocksDB open(Path folder) throws RocksDBException {
        List<ColumnFamilyDescriptor> wanted = new ArrayList<>();
        wanted.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, settings.own()));
        for (Family family : Family.values())
            wanted.add(new ColumnFamilyDescriptor(RocksFolder.nameOf(family).getBytes(UTF_8), settings.of(family)));
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB opened = takesWrites
                ? RocksDB.open(settings.database(), folder.toString(), wanted, handles)
                : RocksDB.openReadOnly(settings.database(), folder.toString(), wanted, handles);
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
        return number(GROUP_KEY);
    }

    /** How many commits were made, as far as these files know. */
    long commitsKnown() throws RocksDBException {
        return Math.max(number(COMMITS_KEY), counted());
    }

    /** How many of them are in these files. */
    long counted() throws RocksDBException {
        byte[] sum = db.get(COUNTED_KEY);
        return sum == null ? 0 : RocksNumber.of(sum);
    }

    private long number(byte[] key) throws RocksDBException {
        byte[] number = db.get(key);
        return number == null ? 0 : ByteBuffer.wrap(number).getLong();
    }

    /**
     * Ends a group of commits. Nothing may be written to it after this.
     *
     * @param commits how many were made up to and with this group
     * @param more    how many of them are in this group
     */
    static void number(WriteBatch group, long number, long commits, int more) throws RocksDBException {
        group.put(COMMITS_KEY, bytes(commits));
        group.merge(COUNTED_KEY, RocksNumber.bytes(more));
        group.put(GROUP_KEY, bytes(number));
    }

    /** The number of a group of commits, from a batch as it stands in the log; empty if it is none. */
    static OptionalLong numberIn(byte[] batch) {
        int from = batch.length - Long.BYTES - GROUP_ENDING.length;
        boolean ends = from >= 0 && Arrays.equals(batch, from, from + GROUP_ENDING.length, GROUP_ENDING, 0,
                GROUP_ENDING.length);
        return ends ? OptionalLong.of(ByteBuffer.wrap(batch).getLong(batch.length - Long.BYTES)) : OptionalLong.empty();
    }

    /** What was lost has been told: from now on as many count as made as are there. */
    void settleLoss(long commits) throws RocksDBException {
        try (WriteBatch both = new WriteBatch()) {
            both.put(COMMITS_KEY, bytes(commits));
            both.put(COUNTED_KEY, RocksNumber.bytes(commits));
            both.put(REPAIR_KEY, new byte[0]);
            db.write(synced, both);
        }
    }

    /** Whether something was lost, in this life or an earlier one, and what is left was not put right since. */
    boolean needsRepair() throws RocksDBException {
        return db.get(REPAIR_KEY) != null;
    }

    void needsRepair(boolean so) throws RocksDBException {
        if (so) db.put(synced, REPAIR_KEY, new byte[0]);
        else db.delete(synced, REPAIR_KEY);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
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

    /** Empties a family by giving it other files; nothing of the old ones is read. Its walks must be closed. */
    void renew(Family family) throws RocksDBException {
        ColumnFamilyHandle old = families.get(family);
        db.dropColumnFamily(old);
        old.close();
        families.remove(family);
        families.put(family, db.createColumnFamily(new ColumnFamilyDescriptor(
                RocksFolder.nameOf(family).getBytes(UTF_8), settings.of(family).setDisableAutoCompactions(false))));
    }

    /** From now on tables are written together, except for these families: a damaged one of theirs would stop it. */
    RocksFiles compact(Set<Family> except) throws RocksDBException {
        List<ColumnFamilyHandle> all = new ArrayList<>(families.entrySet().stream()
                .filter(family -> !except.contains(family.getKey())).map(Map.Entry::getValue).toList());
        all.add(db.getDefaultColumnFamily());
        db.enableAutoCompaction(all);
        return this;
    }

    /** Puts tables into a family that has just been renewed. The files stay where they are. */
    void ingest(Family family, List<String> tables) throws RocksDBException {
        if (tables.isEmpty()) return;
        try (IngestExternalFileOptions copying = new IngestExternalFileOptions()) {
            db.ingestExternalFile(families.get(family), tables, copying);
        }
    }

    /** How tables of a family are written; to be closed by the caller. */
    Options optionsOf(Family family) {
        return new Options(settings.database(), settings.of(family));
    }

    /** All of a family, read past the cache and with checksums; to be closed by the caller. */
    RocksIterator all(Family family) {
        try (ReadOptions checked = new ReadOptions().setVerifyChecksums(true).setFillCache(false)) {
            return db.newIterator(families.get(family), checked);
        }
    }

    RocksWalk walk(Family family, byte[] from, byte[] to) {
        return new RocksWalk(db, family, families.get(family), from, to, family != Family.BODIES);
    }

    /** Makes what is only in memory and in a log that can't be relied on durable by other files. */
    void flush() throws RocksDBException {
        List<ColumnFamilyHandle> all = new ArrayList<>(families.values());
        all.add(db.getDefaultColumnFamily());
        try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
            db.flush(waiting, all);
        }
    }

    /** The files as they are now, in a folder that is not there yet: tables are linked where the disk knows links. */
    void copy(Path into) throws RocksDBException {
        try (Checkpoint now = Checkpoint.create(db)) {
            now.createCheckpoint(into.toString());
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

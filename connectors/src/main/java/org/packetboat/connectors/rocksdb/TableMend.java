package org.packetboat.connectors.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.packetboat.engine.store.DamagedScan;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.StoreException;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes damaged tables out of use before a store is used. RocksDB writes tables together all the time; where one of
 * them can't be read whole, it stops to write. So what is readable of the table's family is copied into new tables, and
 * these take the place of all the old ones:
 *
 * <pre>
 * mending/FAMILY/NUMBER.sst   the copy, as it is made
 * mending/FAMILY/whole        the copy is whole: from now on it counts, and not what RocksDB has
 * </pre>
 *
 * A start that finds {@code whole} puts the copy in place, again if need be: nothing was written since. Without it, a
 * copy is begun anew. Where the disk has no room for the copy, all stays as it is until the next start, and tables of
 * that family are not written together meanwhile. The queue is marked for a repair before the copy counts no more.
 */
final class TableMend {
    /**
     * A table that can't be read whole keeps RocksDB from writing, since it can't be written together with others. The
     * process must end: its next start takes the table out of use. Nothing that was answered is lost.
     */
    static final class NeededError extends Error {
        private static final long serialVersionUID = 1;

        NeededError(String said) {
            super("a damaged table keeps the store from writing, and is mended at the next start: " + said);
        }
    }

    /**
     * What was done at a start.
     *
     * @param families of which something may be missing now
     * @param left     those that could not be mended: their tables are not written together
     * @param at       when, by the machine's monotonic clock
     */
    record Mended(Set<Family> families, Set<Family> left, long at) {
        static Mended nothing() {
            return new Mended(Set.of(), Set.of(), System.nanoTime());
        }

        /** Whether another start may do it: a disk that damages table after table must not have us start for ever. */
        boolean helpsAgain() {
            return families.isEmpty() && left.isEmpty() || System.nanoTime() - at > AGAIN.toNanos();
        }
    }

    private static final Duration AGAIN = Duration.ofMinutes(10);
    /** Tables of no more than that are looked through at each start: that takes a tenth of a second. */
    private static final long LOOKED_THROUGH = 16 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(TableMend.class);

    private final RocksFiles files;
    private final Path queue;
    private final Path mending;
    private final DamagedFiles damaged;
    private final RocksFiles.Disk disk;

    TableMend(RocksFiles files, Path root, DamagedFiles damaged, RocksFiles.Disk disk) {
        this.files = files;
        this.disk = disk;
        this.queue = root.resolve("queue");
        this.mending = root.resolve("mending");
        this.damaged = damaged;
    }

    /**
     * Whether a look at the opened files is needed. Without it, tables may be written together at once. Says so also
     * where a table is bad that RocksDB does not count any more.
     */
    static boolean mayBeNeeded(Path root, DamagedFiles damaged) {
        if (Files.exists(root.resolve("mending")) || !damaged.tables().isEmpty()) return true;
        Path queue = root.resolve("queue");
        if (!Files.exists(queue)) return false;
        try (Stream<Path> files = Files.list(queue)) {
            List<Path> tables = files.filter(file -> file.toString().endsWith(".sst")).toList();
            boolean few = tables.stream().mapToLong(table -> table.toFile().length()).sum() <= LOOKED_THROUGH;
            return few && tables.stream().anyMatch(table -> fault(table).isPresent());
        } catch (IOException e) {
            return true;
        }
    }

    Mended run() {
        Set<Family> mended = EnumSet.noneOf(Family.class);
        for (Family family : Family.values())
            if (Files.exists(whole(family))) put(family, mended);
        Set<Family> left = EnumSet.noneOf(Family.class);
        for (Family family : damagedFamilies()) {
            if (copy(family)) put(family, mended);
            else left.add(family);
        }
        remove(mending);
        if (left.isEmpty()) damaged.forgetTables();
        return new Mended(mended, left, System.nanoTime());
    }

    private Set<Family> damagedFamilies() {
        Set<String> noted = damaged.tables();
        List<LiveFileMetaData> tables = files.db().getLiveFilesMetaData();
        boolean few = tables.stream().mapToLong(LiveFileMetaData::size).sum() <= LOOKED_THROUGH;
        Set<Family> found = EnumSet.noneOf(Family.class);
        for (LiveFileMetaData table : tables) {
            boolean bad = noted.contains(nameOf(table)) || few && !isGood(table);
            if (bad) familyOf(table).ifPresent(found::add);
        }
        return found;
    }

    private static String nameOf(LiveFileMetaData table) {
        return table.fileName().replace("/", "");
    }

    private static Optional<Family> familyOf(LiveFileMetaData table) {
        String name = new String(table.columnFamilyName(), UTF_8);
        return Stream.of(Family.values()).filter(family -> RocksFolder.nameOf(family).equals(name)).findFirst();
    }

    private boolean isGood(LiveFileMetaData table) {
        Path file = queue.resolve(nameOf(table));
        Optional<String> fault = fault(file);
        fault.ifPresent(said -> damaged.keep(file, said));
        return fault.isEmpty();
    }

    /** What is wrong with a table. */
    private static Optional<String> fault(Path file) {
        try (Options options = new Options(); SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            reader.verifyChecksum();
            return Optional.empty();
        } catch (RocksDBException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** @return false if there is no room for it */
    private boolean copy(Family family) {
        Path folder = mending.resolve(RocksFolder.nameOf(family));
        remove(folder);
        try {
            Files.createDirectories(folder);
            long entries;
            long gaps;
            try (TableCopy copy = new TableCopy(files, family, folder);
                    IteratorEntries all = IteratorEntries.of(files.all(family))) {
                gaps = DamagedScan.visit(all, copy::add);
                entries = copy.finish();
            }
            Files.write(whole(family), new byte[0], StandardOpenOption.CREATE, StandardOpenOption.DSYNC);
            LOG.error("event=tables-mended family={} entries={} gaps={}; what stood in the gaps is lost, everything "
                    + "else is in new tables", RocksFolder.nameOf(family), entries, gaps);
            return true;
        } catch (IOException | RocksDBException | StoreException e) {
            LOG.error("event=tables-not-mended family={} reason=\"{}\"; they are tried again at the next start",
                    RocksFolder.nameOf(family), e.getMessage());
            return false;
        }
    }

    /** @throws StoreException if that can't be done: the store must not be used then */
    private void put(Family family, Set<Family> mended) {
        try {
            files.renew(family);
            files.ingest(family, parts(family));
            files.needsRepair(true);
            Files.delete(whole(family));
            disk.sync(whole(family).getParent()); // if it came back, it would count again
            mended.add(family);
        } catch (IOException | RocksDBException e) {
            throw new StoreException("new tables can't be put in place: " + e.getMessage()
                    + "; free some room on the disk, and start again", e);
        }
    }

    private List<String> parts(Family family) throws IOException {
        try (Stream<Path> parts = Files.list(mending.resolve(RocksFolder.nameOf(family)))) {
            return parts.map(Path::toString).filter(name -> name.endsWith(".sst")).sorted().toList();
        }
    }

    private Path whole(Family family) {
        return mending.resolve(RocksFolder.nameOf(family)).resolve("whole");
    }

    /** What can't be removed is removed by the next start. */
    private static void remove(Path folder) {
        if (!Files.exists(folder)) return;
        List<Path> all = new ArrayList<>();
        try (Stream<Path> below = Files.walk(folder)) {
            below.sorted(Comparator.reverseOrder()).forEach(all::add);
        } catch (IOException e) {
            LOG.warn("event=mending-kept folder={} reason=\"{}\"", folder, e.toString());
        }
        all.forEach(file -> file.toFile().delete());
    }
}

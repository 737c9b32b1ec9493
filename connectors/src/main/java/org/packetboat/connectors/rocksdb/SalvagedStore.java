package org.packetboat.connectors.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.DamagedScan;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/**
 * Mail out of a store that RocksDB does not open any more: its tables and logs are read one by one, without the
 * manifest that joins them, and what they hold is put into a new store. What they say was deleted can't always be told
 * from what is there: mail that was delivered lately may come up again.
 */
public final class SalvagedStore implements AutoCloseable {
    private static final Set<Family> WITH_MAIL = Set.of(Family.ENVELOPES, Family.BODIES, Family.DEAD, Family.META);

    private final Store target;
    private final List<String> unreadable = new ArrayList<>();

    private SalvagedStore(Store target) {
        this.target = target;
    }

    /**
     * Reads all that can be read.
     *
     * @param data    the data folder of the broken store; nothing in it is changed
     * @param scratch a folder that is not there yet, for what is read; it takes as much room as the mail
     */
    public static SalvagedStore read(Path data, Path scratch) throws IOException {
        SalvagedStore salvage = new SalvagedStore(new RocksStore(scratch));
        for (Path table : files(data, ".sst"))
            salvage.table(table);
        for (Path log : files(data, ".log"))
            salvage.log(log);
        return salvage;
    }

    /** What was read. */
    public Store store() {
        return target;
    }

    /** The files, or parts of them, that could not be read, with the reason. */
    public List<String> unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        target.close();
    }

    /** In the order in which they were begun: their names are numbers. */
    static List<Path> files(Path data, String ending) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("queue"))) {
            return files.filter(f -> f.getFileName().toString().endsWith(ending)).sorted().toList();
        }
    }

    private void table(Path file) {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options);
                ReadOptions checked = new ReadOptions().setVerifyChecksums(true)) {
            reader.open(file.toString());
            Optional<Family> family = familyOf(reader);
            if (family.isEmpty()) return;
            try (IteratorEntries entries = IteratorEntries.of(reader.newIterator(checked))) {
                long gaps = DamagedScan.visit(entries,
                        (key, value) -> target.stage(new Batch().put(family.get(), key, value)));
                if (gaps > 0) unreadable.add(file + ": " + gaps + " unreadable parts");
            }
        } catch (RocksDBException | StoreException e) {
            unreadable.add(file + ": " + e.getMessage());
        }
    }

    private static Optional<Family> familyOf(SstFileReader reader) throws RocksDBException {
        String name = new String(reader.getTableProperties().getColumnFamilyName(), UTF_8);
        return WITH_MAIL.stream().filter(family -> RocksFolder.nameOf(family).equals(name)).findFirst();
    }

    private void log(Path file) {
        try {
            LogScan.Found found = LogScan.read(file,
                    record -> LoggedChanges.of(record, WITH_MAIL).ifPresent(target::stage));
            if (!found.behind().isEmpty()) unreadable.add(file + ": broken at byte " + found.bad().orElse(0));
        } catch (IOException e) {
            unreadable.add(file + ": " + e.getMessage());
        }
    }
}

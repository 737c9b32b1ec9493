package org.packetboat.app.compose.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.engine.log.LocalStore;
import org.packetboat.engine.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's copy of the log, on its disk. A copy that the disk has damaged is thrown away: the log has all of it.
 *
 * <pre>
 * DATA/hub/queue   RocksDB's files, and what else a store has beside them
 * </pre>
 */
final class LogCopy implements LocalStore {
    private static final Logger LOG = LoggerFactory.getLogger(LogCopy.class);

    private final Path folder;
    private Optional<RocksStore> open = Optional.empty();

    /** @param data the data folder */
    LogCopy(Path data) {
        this.folder = data.resolve("hub");
    }

    @Override
    public Store open() {
        RocksStore store = opened();
        if (!store.needsRepair() && store.unmended().isEmpty()) return store;
        LOG.error("event=hub-copy-damaged folder={}; it is made anew from the log", folder);
        return empty();
    }

    @Override
    public Store empty() {
        open.ifPresent(RocksStore::close);
        try {
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " can't be emptied", e);
        }
        return opened();
    }

    private RocksStore opened() {
        RocksStore store = new RocksStore(folder);
        open = Optional.of(store);
        return store;
    }

    /** A folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> below = Files.walk(folder)) {
            List<Path> all = below.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all)
                Files.deleteIfExists(each);
        }
    }
}

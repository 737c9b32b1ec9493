package org.packetboat.connectors.rocksdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB's file {@code CURRENT}: one line with the name of the manifest in force. If it is damaged or missing while
 * there are manifests, the newest is the one: RocksDB removes an older one as soon as CURRENT names the next.
 */
final class CurrentFile {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentFile.class);
    private static final String MANIFEST = "MANIFEST-";

    private CurrentFile() {}

    /** Writes it anew if it does not name a manifest that is there. The damaged one is kept. */
    static void mend(Path queue, DamagedFiles aside) {
        try {
            Path current = queue.resolve("CURRENT");
            Optional<Path> newest = newestManifest(queue);
            if (newest.isEmpty() || isGood(current)) return;
            if (Files.exists(current)) aside.copy(current);
            Path fresh = queue.resolve("CURRENT.new");
            Files.writeString(fresh, newest.get().getFileName() + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            Files.move(fresh, current, StandardCopyOption.REPLACE_EXISTING);
            LOG.error("event=current-mended file={} names={}", current, newest.get().getFileName());
        } catch (IOException e) {
            throw new StoreException("data folder " + queue.getParent() + " can't be read: " + e, e);
        }
    }

    static boolean isGood(Path current) throws IOException {
        if (!Files.exists(current)) return false;
        String named = Files.readString(current, ISO_8859_1);
        return named.matches(MANIFEST + "\\d+\n") && Files.exists(current.resolveSibling(named.strip()));
    }

    private static Optional<Path> newestManifest(Path queue) throws IOException {
        try (Stream<Path> files = Files.list(queue)) {
            return files.filter(file -> file.getFileName().toString().matches(MANIFEST + "\\d+"))
                    .max(Comparator.comparingLong(CurrentFile::number));
        }
    }

    private static long number(Path manifest) {
        return Long.parseLong(manifest.getFileName().toString().substring(MANIFEST.length()));
    }
}

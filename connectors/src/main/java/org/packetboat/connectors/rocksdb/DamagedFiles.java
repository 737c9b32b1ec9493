package org.packetboat.connectors.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps copies of files that were found damaged, in the folder {@code damaged}, for whoever wants to look into them.
 */
record DamagedFiles(Path folder, Set<Path> known) {
    private static final Logger LOG = LoggerFactory.getLogger(DamagedFiles.class);
    /** How RocksDB names a table with a damaged block. */
    private static final Pattern TABLE = Pattern.compile(" in (\\S.*\\.sst)( |$)");

    DamagedFiles(Path folder) {
        this(folder, ConcurrentHashMap.newKeySet());
    }

    /** Keeps a copy of the table that this is said of, once, since it goes when its entries are written anew. */
    void keep(String said) {
        Matcher named = TABLE.matcher(said);
        Optional<Path> table = named.find() ? Optional.of(Path.of(named.group(1))) : Optional.empty();
        table.filter(known::add).ifPresent(file -> keep(file, said));
    }

    private void keep(Path file, String said) {
        try {
            LOG.error("event=block-damaged file={} copy={} reason=\"{}\"", file, copy(file), said);
        } catch (IOException e) {
            LOG.error("event=block-damaged file={} reason=\"{}\"; no copy could be made: {}", file, said, e.toString());
        }
    }

    /** @return the copy, whose name begins with the second at which it was made */
    Path copy(Path file) throws IOException {
        Files.createDirectories(folder);
        String prefix = Instant.now().getEpochSecond() + "-" + file.getFileName();
        Path copy = folder.resolve(prefix);
        for (int i = 2; Files.exists(copy); i++)
            copy = folder.resolve(prefix + "-" + i);
        return Files.copy(file, copy);
    }
}

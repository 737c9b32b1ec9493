package org.packetboat.connectors.rocksdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
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

    /** Whether that says that something on the disk is damaged. */
    static boolean isMeant(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
    }

    /**
     * Keeps a copy of the table that this is said of, once, since it goes when its entries are written anew.
     *
     * @return whether it is said of a table
     */
    boolean keep(String said) {
        Matcher named = TABLE.matcher(said);
        Optional<Path> table = named.find() ? Optional.of(Path.of(named.group(1))) : Optional.empty();
        table.filter(known::add).ifPresent(file -> keep(file, said));
        return table.isPresent();
    }

    /** The names of the tables that were found damaged, in earlier lives, too, and not mended since. */
    Set<String> tables() {
        try {
            return Files.exists(list()) ? Set.copyOf(Files.readAllLines(list(), ISO_8859_1)) : Set.of();
        } catch (IOException e) {
            LOG.warn("event=damaged-tables-not-read file={} reason=\"{}\"", list(), e.toString());
            return Set.of();
        }
    }

    /** They are mended. */
    void forgetTables() {
        list().toFile().delete();
    }

    private Path list() {
        return folder.resolve("tables");
    }

    private void note(Path table) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(list(), table.getFileName() + "\n", ISO_8859_1, StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Keeps a copy of a table, and notes it for the next start. */
    void keep(Path file, String said) {
        try {
            note(file);
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

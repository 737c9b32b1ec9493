package org.packetboat.connectors.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.packetboat.engine.store.StoreException;
import org.rocksdb.WALRecoveryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs that the last life of the store left behind, looked at before RocksDB reads them.
 *
 * <p>They are synced first. After {@code kill -9} the operating system still has what was never synced; RocksDB reads
 * it, and writes on in a new log. If power then failed and tore the old one, reading would stop at the tear, and what
 * was answered since would be gone with it.
 *
 * <p>A log that ends in something half written is as it should be after a crash: RocksDB reads up to there. In one that
 * is broken before something that was answered, a disk has lost what it had promised to keep. A copy of that one is
 * kept, and what stands behind the broken place is read all the same.
 */
final class LeftLogs {
    private static final Logger LOG = LoggerFactory.getLogger(LeftLogs.class);

    private final List<Path> damaged;

    private LeftLogs(List<Path> damaged) {
        this.damaged = damaged;
    }

    /**
     * Syncs and checks the logs in a folder.
     *
     * @param aside where copies of damaged logs go
     * @param answered the last group known to have been answered
     */
    static LeftLogs in(Path queue, DamagedFiles aside, RocksFiles.Disk disk, long answered) {
        List<Path> damaged = new ArrayList<>();
        try {
            for (Path log : logs(queue)) {
                disk.sync(log);
                LogScan.Found found = LogScan.read(log);
                if (!found.isDamaged(answered)) continue;
                damaged.add(log);
                Path copy = aside.copy(log);
                LOG.error(
                        "event=log-damaged file={} at={} commits-behind={} copy={}; what stands behind is read all the "
                                + "same",
                        log, found.bad().orElse(-1), found.behind().size(), copy);
            }
            disk.sync(queue);
        } catch (IOException e) {
            throw new StoreException("the logs in " + queue + " can't be made durable: " + e.getMessage(), e);
        }
        return new LeftLogs(damaged);
    }

    /** How RocksDB is to read the logs in a folder for somebody who only reads: nothing is synced or copied. */
    static WALRecoveryMode modeToRead(Path queue, long answered) {
        try {
            List<Path> damaged = new ArrayList<>();
            for (Path log : logs(queue))
                if (LogScan.read(log).isDamaged(answered)) damaged.add(log);
            return new LeftLogs(damaged).mode();
        } catch (IOException e) {
            throw new StoreException("the logs in " + queue + " can't be read: " + e.getMessage(), e);
        }
    }

    /** How large the logs in a folder are, in bytes. */
    static long size(Path queue) {
        try {
            return logs(queue).stream().mapToLong(log -> log.toFile().length()).sum();
        } catch (IOException e) {
            throw new StoreException("the logs in " + queue + " can't be read: " + e.getMessage(), e);
        }
    }

    private static List<Path> logs(Path queue) throws IOException {
        try (Stream<Path> files = Files.list(queue)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".log")).sorted().toList();
        }
    }

    boolean areDamaged() {
        return !damaged.isEmpty();
    }

    /** How RocksDB is to read them. */
    WALRecoveryMode mode() {
        return areDamaged() ? WALRecoveryMode.SkipAnyCorruptedRecords : WALRecoveryMode.PointInTimeRecovery;
    }
}

package org.packetboat.connectors.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Knows how much of each log was synced, and can copy a store's folder as a kill or a loss of power would leave it:
 * after a kill all that was written is there; after a loss of power a log is torn in the middle of what was not synced.
 * All other files of RocksDB are synced when they are made.
 */
final class ForgetfulDisk implements RocksFiles.Disk {
    private final Map<String, Long> synced = new HashMap<>();
    private Path queue;

    ForgetfulDisk(Path root) {
        this.queue = root.resolve("queue");
    }

    @Override
    public synchronized void write(RocksFiles files, WriteBatch changes, boolean sync) throws RocksDBException {
        files.write(changes, sync);
        if (sync) noteSync();
    }

    /** A sync is of the log that is written now: the newest. */
    private void noteSync() {
        try {
            List<Path> logs = logs(queue);
            Path newest = logs.getLast();
            synced.put(newest.getFileName().toString(), Files.size(newest));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void sync(Path file) throws IOException {
        synced.put(file.getFileName().toString(), Files.size(file));
    }

    /** Copies the folder as the next life finds it after a kill. */
    synchronized Path kill(Path to) throws IOException {
        copy(queue, to.resolve("queue"));
        Path mark = queue.resolveSibling("acknowledged");
        if (Files.exists(mark)) Files.copy(mark, to.resolve("acknowledged"));
        queue = to.resolve("queue");
        return to;
    }

    /** Copies the folder as the next life finds it after a loss of power. */
    synchronized Path cutPower(Path to) throws IOException {
        kill(to);
        for (Path log : logs(queue)) {
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                long safe = synced.getOrDefault(log.getFileName().toString(), 0L);
                channel.truncate(safe + (channel.size() - safe) / 2);
            }
        }
        return to;
    }

    static List<Path> logs(Path queue) throws IOException {
        try (Stream<Path> files = Files.list(queue)) {
            return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList())
                if (!file.endsWith("LOCK")) Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}

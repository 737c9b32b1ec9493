package org.packetboat.connectors.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Writes one more generation into a backup folder. What an earlier one holds already is not copied again; a file of the
 * same name, size and age is not even read. All bytes of the generation are read back from the folder and compared
 * before it counts; those that are damaged there are written anew.
 *
 * <p>Killed at any point, or with a full disk, it leaves the older generations as they were; what it had copied spares
 * the next one the work.
 */
public final class BackupWriter implements AutoCloseable {
    private final BackupFolder folder;
    private final BackupFolder.Held held;
    private final Generation.Origin origin;
    private final Map<String, StoredFile> before = new HashMap<>();
    private final Map<StoredFile, Path> taken = new HashMap<>();
    private final List<StoredFile> files = new ArrayList<>();
    private final List<String> mended = new ArrayList<>();
    private final long number;
    private long copied;

    /**
     * What came of it.
     *
     * @param copied how many bytes had to be copied
     * @param mended what was found damaged in the folder, for people
     */
    public record Done(Generation generation, long copied, List<String> mended) {}

    /**
     * Begins one.
     *
     * @param isOurs whether a data folder's epoch names the folder that is backed up, or one that it was restored from
     * @throws IOException if the folder can't be written to, belongs to another server, is being written to, or if
     *                     another server was restored from it and may be running; the message says so
     */
    public BackupWriter(Path root, Generation.Origin origin, LongPredicate isOurs) throws IOException {
        this.folder = new BackupFolder(root);
        this.origin = origin;
        this.held = folder.lock();
        try {
            refuseStrangers(isOurs);
            List<Long> numbers = folder.numbers();
            this.number = numbers.isEmpty() ? 1 : numbers.getLast() + 1;
            folder.newest().ifPresent(newest -> newest.files().forEach(f -> before.put(f.path(), f)));
        } catch (IOException e) {
            held.close();
            throw e;
        }
    }

    private void refuseStrangers(LongPredicate isOurs) throws IOException {
        for (BackupFolder.Restored other : folder.restored())
            if (isOurs.test(other.parent()) && !isOurs.test(other.epoch()))
                throw new IOException("a server was restored from " + folder.root() + " at " + other.at() + " to "
                        + other.where() + ": two servers with the same mail may be running. Stop one of them. If this "
                        + "one is to go on, delete " + folder.root().resolve("restored")
                                .resolve(Long.toHexString(other.epoch())));
        Generation.Origin last = folder.newest().map(Generation::origin).orElse(origin);
        if (last.epoch() != origin.epoch() && !isOurs.test(last.epoch()))
            throw new IOException(folder.root() + " holds backups of another data folder, of " + last.server()
                    + ", the last made at " + last.made() + "; name another folder");
    }

    /**
     * Adds a file as it is now: a file that grows, up to its present end.
     *
     * @param path where it belongs, below the folder that is backed up
     * @throws NoSuchFileException if it has gone meanwhile
     */
    public void add(Path file, String path) throws IOException {
        long size = Files.size(file);
        long modified = Files.getLastModifiedTime(file).toMillis();
        StoredFile known = before.get(path);
        boolean same = known != null && known.looksLike(size, modified) && Files.exists(folder.object(known.digest()));
        StoredFile stored = same ? known : copy(file, path, size, modified);
        files.add(stored);
        taken.put(stored, file);
    }

    private StoredFile copy(Path file, String path, long size, long modified) throws IOException {
        String[] digest = new String[1];
        try (InputStream in = Files.newInputStream(file)) {
            DurableFile.write(folder.unfinished(), out -> {
                digest[0] = Digest.copy(in, out, size);
                return folder.object(digest[0]);
            });
        }
        copied += size;
        return new StoredFile(path, Files.size(folder.object(digest[0])), modified, digest[0]);
    }

    /**
     * Reads all of it back, and makes it count.
     *
     * @param keep how many generations are kept, this one included; the oldest go
     * @throws IOException if something is damaged and can't be written anew: then it does not count
     */
    public Done finish(int keep) throws IOException {
        Set<String> seen = new HashSet<>();
        for (StoredFile file : files)
            if (seen.add(file.digest())) readBack(file);
        Generation generation = new Generation(number, origin, files);
        DurableFile.write(folder.unfinished(), folder.generation(number), generation.text());
        folder.read(number);
        prune(keep);
        return new Done(generation, copied, List.copyOf(mended));
    }

    private void readBack(StoredFile file) throws IOException {
        if (isGood(file)) return;
        mended.add("the copy of " + file.path() + " was damaged and is written anew");
        Files.deleteIfExists(folder.object(file.digest()));
        StoredFile again = copy(taken.get(file), file.path(), file.size(), file.modified());
        if (!again.digest().equals(file.digest()) || !isGood(file))
            throw new DamagedBackupException("the copy of " + file.path() + " in " + folder.root()
                    + " is damaged, and the file has changed since or the disk does not keep what is written");
    }

    private boolean isGood(StoredFile file) throws IOException {
        Path object = folder.object(file.digest());
        return Files.exists(object) && Files.size(object) == file.size() && Digest.of(object).equals(file.digest());
    }

    /** Bytes are deleted only if all generations that stay can be read: else it is not known whose they are. */
    private void prune(int keep) throws IOException {
        List<Long> numbers = folder.numbers();
        for (long old : numbers.subList(0, Math.max(0, numbers.size() - keep)))
            Files.delete(folder.generation(old));
        Set<String> needed = new HashSet<>();
        for (long left : folder.numbers()) {
            try {
                folder.read(left).files().forEach(f -> needed.add(f.digest()));
            } catch (DamagedBackupException e) {
                mended.add(
                        e.getMessage() + "; delete " + folder.generation(left) + ": nothing is tidied up until then");
                return;
            }
        }
        for (Path object : folder.allObjects())
            if (!needed.contains(object.getFileName().toString())) Files.delete(object);
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}

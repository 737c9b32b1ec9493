package org.packetboat.connectors.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of backups, on a disk that need not know links:
 *
 * <pre>
 * generations/00000007   a {@link Generation}; it counts once it stands there, which is the last thing done
 * objects/ab/abcd…       the bytes of files, named by their SHA-256; generations share them
 * restored/HEX           a folder that was restored from here, by its epoch: {@link Restored}
 * unfinished             what is being written; a crash may leave it
 * lock                   held by who writes
 * </pre>
 *
 * Whatever happens while it is written, the generations that stood there before stay whole.
 */
public final class BackupFolder {
    private static final String NAME = "%08d";

    private final Path root;

    public BackupFolder(Path root) {
        this.root = root;
    }

    /**
     * A data folder that was made of a backup.
     *
     * @param epoch  its own
     * @param parent the epoch of the folder that the backup was made of
     * @param where  machine and path, for people
     */
    public record Restored(long epoch, long parent, Instant at, String where) {}

    /** The right to write, of one process at a time. */
    interface Held extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** @throws IOException if another process writes now, or the folder can't be written to */
    Held lock() throws IOException {
        for (Path folder : List.of(root, generations(), objects()))
            Files.createDirectories(folder);
        FileChannel file = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) return file::close;
        } catch (OverlappingFileLockException heldInThisProcess) {
            // the same as if another held it
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        file.close();
        throw new IOException("another backup is being written to " + root + " now");
    }

    Path root() {
        return root;
    }

    private Path generations() {
        return root.resolve("generations");
    }

    private Path objects() {
        return root.resolve("objects");
    }

    Path unfinished() {
        return root.resolve("unfinished");
    }

    Path generation(long number) {
        return generations().resolve(NAME.formatted(number));
    }

    /** Where the bytes with this digest are, or would be. */
    Path object(String digest) {
        return objects().resolve(digest.substring(0, 2)).resolve(digest);
    }

    /** All files that hold bytes. */
    List<Path> allObjects() throws IOException {
        try (Stream<Path> all = Files.walk(objects())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** The numbers of the generations, the newest last. Empty where there is no backup. */
    public List<Long> numbers() throws IOException {
        if (!Files.isDirectory(generations())) return List.of();
        try (Stream<Path> all = Files.list(generations())) {
            return all.map(file -> file.getFileName().toString()).filter(name -> name.matches("\\d{8,18}"))
                    .map(Long::valueOf).sorted().toList();
        }
    }

    /** @throws DamagedBackupException if it can't be read or is not there */
    public Generation read(long number) throws IOException {
        try {
            return Generation.read(number, Files.readAllBytes(generation(number)));
        } catch (NoSuchFileException e) {
            throw new DamagedBackupException("there is no generation " + number + " in " + root);
        }
    }

    /** The newest generation that can be read. */
    public Optional<Generation> newest() throws IOException {
        for (long number : numbers().reversed()) {
            try {
                return Optional.of(read(number));
            } catch (DamagedBackupException e) {
                continue; // an older one does, too; who writes the next one tells of it
            }
        }
        return Optional.empty();
    }

    /** What was restored from here, the newest last. */
    public List<Restored> restored() throws IOException {
        Path folder = root.resolve("restored");
        if (!Files.isDirectory(folder)) return List.of();
        List<Restored> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("[0-9a-f]{1,16}")).toList())
                all.add(restored(file));
        }
        all.sort(Comparator.comparing(Restored::at));
        return all;
    }

    /** A half written one tells as much as its name says: better one too many than none. */
    private static Restored restored(Path file) throws IOException {
        String[] fields = Files.readString(file, UTF_8).strip().split(" ", 3);
        long epoch = Long.parseUnsignedLong(file.getFileName().toString(), 16);
        try {
            return new Restored(epoch, Long.parseUnsignedLong(fields[0], 16), Instant.parse(fields[1]), fields[2]);
        } catch (RuntimeException halfWritten) {
            return new Restored(epoch, 0, Files.getLastModifiedTime(file).toInstant(), "an unknown place");
        }
    }

    /** Remembers here that a folder was restored from here. */
    public void note(Restored restored) throws IOException {
        Path folder = root.resolve("restored");
        Files.createDirectories(folder);
        String text = Long.toHexString(restored.parent()) + " " + restored.at() + " " + restored.where() + "\n";
        DurableFile.write(folder.resolve("unfinished"), folder.resolve(Long.toHexString(restored.epoch())),
                text.getBytes(UTF_8));
    }
}

package org.packetboat.connectors.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.StoreException;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a store:
 *
 * <pre>
 * queue/        RocksDB's files
 * acknowledged  how much was answered: {@link CommitMark}
 * damaged/      copies of files that were found damaged; may be deleted. "tables" in it names those to be mended
 * mending/      tables that will take the place of damaged ones: {@link TableMend}
 * native/       RocksDB's library, unpacked; may be deleted
 * </pre>
 *
 * Says in plain words why a folder can't be used.
 */
record RocksFolder(Path root) {
    /** The layout written by this version, and the newest it reads. */
    static final String FORMAT = "1";
    /** Room that must be there before a store that failed is opened again. */
    private static final int PROBE_BYTES = 1 << 20;
    private static final String ADVICE = """

            "packetboat check-data" says which of its files are damaged and what can still be read.
            "packetboat salvage FOLDER" writes the mail that can be read into files. Then move the data folder's "queue"
            aside and start again.""";
    private static final Logger LOG = LoggerFactory.getLogger(RocksFolder.class);

    static String nameOf(Family family) {
        return family.name().toLowerCase(Locale.ROOT);
    }

    /** @throws StoreException if the folder can't be used, with the reason */
    RocksFiles open() {
        return open(RocksFiles::write, 0, Set.of(), RocksSettings::new);
    }

    /** The files of a store that begins, and what had to be mended before. */
    record Begun(RocksFiles files, TableMend.Mended mended) {}

    /**
     * Opens the files for a store that begins. Damaged tables are taken out of use before any are written together.
     *
     * @param answered the last group of commits known to have been answered
     * @throws StoreException if the folder can't be used, with the reason
     */
    Begun begin(RocksFiles.Disk disk, long answered) {
        makeFolders();
        RocksLibrary.load(root.resolve("native"));
        if (!TableMend.mayBeNeeded(root, damagedFiles()))
            return new Begun(open(disk, answered, Set.of(), () -> new RocksSettings().compacting(Set.of())),
                    TableMend.Mended.nothing());
        RocksFiles opened = open(disk, answered, Set.of(), RocksSettings::new);
        try {
            TableMend.Mended mended = new TableMend(opened, root, damagedFiles(), disk).run();
            opened.compact(mended.left());
            return new Begun(opened, mended);
        } catch (RocksDBException e) {
            opened.close();
            throw new StoreException(refusal(e.getMessage()), e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Opens the files of a store that goes on after a failure.
     *
     * @param answered the last group of commits known to have been answered
     * @param failed   groups that were answered as failed, and must not come back
     * @param apart    families whose tables must not be written together
     * @throws StoreException if the folder can't be used, with the reason; then nothing is left open
     */
    RocksFiles openAnew(RocksFiles.Disk disk, long answered, Set<Long> failed, Set<Family> apart) {
        return open(disk, answered, failed, () -> new RocksSettings().compacting(apart));
    }

    /**
     * Opens the files to be read alone, which takes no room on the disk.
     *
     * @throws StoreException if they can't be read, with the reason
     */
    RocksFiles openToRead(long answered, Set<Long> failed) {
        WALRecoveryMode mode = LeftLogs.modeToRead(files(), answered); // first: settings have to be closed
        try {
            return RocksFiles.toRead(files(), new RocksSettings().reading(mode, failed));
        } catch (RocksDBException e) {
            throw new StoreException(refusal(e.getMessage()), e);
        }
    }

    /** What the last life left of its logs is made durable before. */
    private RocksFiles open(RocksFiles.Disk disk, long answered, Set<Long> failed, Supplier<RocksSettings> settings) {
        makeFolders();
        RocksLibrary.load(root.resolve("native"));
        CurrentFile.mend(files(), damagedFiles());
        LeftLogs logs = LeftLogs.in(files(), damagedFiles(), disk, answered);
        try {
            refuseUnknownFamilies();
            RocksFiles opened = checked(opened(() -> settings.get().reading(logs.mode(), failed)));
            if (opened.passedOver()) mustLeaveLogs(opened);
            else if (logs.areDamaged()) leaveLogs(opened);
            return opened;
        } catch (RocksDBException e) {
            throw new StoreException(refusal(e.getMessage()), e);
        }
    }

    private RocksFiles opened(Supplier<RocksSettings> settings) throws RocksDBException {
        try {
            return new RocksFiles(files(), settings.get());
        } catch (RocksDBException e) {
            boolean full = e.getStatus() != null && e.getStatus().getSubCode() == Status.SubCode.NoSpace;
            if (!full) throw e;
            long inMemory = LeftLogs.size(files());
            return new RocksFiles(files(), settings.get().withoutTables(inMemory));
        }
    }

    private static void mustLeaveLogs(RocksFiles opened) throws RocksDBException {
        try {
            opened.flush();
        } catch (RocksDBException e) {
            opened.close();
            throw e;
        }
    }

    /** With what was read from them in other files, the logs are not read again. If that fails, they will be. */
    private void leaveLogs(RocksFiles opened) {
        try {
            opened.flush();
        } catch (RocksDBException e) {
            LOG.warn("event=logs-kept folder={} reason=\"{}\"; they are read again at the next start", root,
                    e.getMessage());
        }
    }

    /**
     * Copies the files.
     *
     * @param failed groups that were answered as failed and may be in the files: a copy would bring them back
     * @return the folder of a store with the copy in it: {@link #files} alone
     */
    Path copy(RocksFiles opened, Path into, Set<Long> failed) throws RocksDBException {
        if (!failed.isEmpty() || !opened.takesWrites())
            throw new StoreException("a write failed, and the disk is not well yet",
                    new IllegalStateException("doubtful groups " + failed));
        makeFolder(into);
        opened.copy(new RocksFolder(into).files());
        return into;
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StoreException("no copy of the store can be made in " + folder + ": " + e, e);
        }
    }

    DamagedFiles damagedFiles() {
        return new DamagedFiles(root.resolve("damaged"));
    }

    CommitMark mark() {
        return new CommitMark(root.resolve("acknowledged"));
    }

    /** Whether a file can be written and synced there now. */
    boolean takesWrites() {
        Path probe = root.resolve("probe");
        try (FileChannel file = FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
            while (bytes.hasRemaining())
                file.write(bytes);
            file.force(true);
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            probe.toFile().delete();
        }
    }

    private Path files() {
        return root.resolve("queue");
    }

    private void makeFolders() {
        try {
            Files.createDirectories(files());
        } catch (IOException e) {
            throw new StoreException(refusal(e.toString()), e);
        }
        if (Files.isWritable(files())) return;
        String user = System.getProperty("user.name");
        throw new StoreException("data folder " + root + " can't be written to by user " + user,
                new IOException("not writable: " + files()));
    }

    private void refuseUnknownFamilies() throws RocksDBException {
        if (!Files.exists(files().resolve("CURRENT"))) return;
        List<String> unknown = new ArrayList<>();
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, files().toString()))
                unknown.add(new String(name, UTF_8));
        }
        unknown.remove(new String(RocksDB.DEFAULT_COLUMN_FAMILY, UTF_8));
        for (Family family : Family.values())
            unknown.remove(nameOf(family));
        if (!unknown.isEmpty()) throw newer("it holds " + unknown);
    }

    /** What can't be used is closed: else its lock would keep out everybody after it. */
    private RocksFiles checked(RocksFiles opened) throws RocksDBException {
        try {
            String format = opened.format().orElse("");
            if (format.isEmpty()) opened.writeFormat(FORMAT);
            else if (!format.equals(FORMAT)) throw newer("its format is " + format + ", this version reads " + FORMAT);
            return opened;
        } catch (RocksDBException | StoreException e) {
            opened.close();
            throw e;
        }
    }

    private StoreException newer(String found) {
        return new StoreException("data folder " + root + " was written by a newer version: " + found,
                new IllegalStateException(found));
    }

    private String refusal(String reason) {
        return reason.contains("LOCK") || reason.contains("lock ")
                ? "data folder " + root + " is in use by another running process"
                : "data folder " + root + " can't be opened: " + reason + ADVICE;
    }
}

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
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.StoreException;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a store:
 *
 * <pre>
 * queue/        RocksDB's files
 * acknowledged  how much was answered: {@link CommitMark}
 * damaged/      copies of files that were found damaged; may be deleted. "tables" in it names those to be mended
mending/      tables that will take the place of damaged ones: {@link TableMend}
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
        return open(RocksFiles::write, 0, Set.of());
    }

    /**
     * Opens the files, after what the last life left of its logs was made durable.
     *
     * @param answered the last group of commits known to have been answered
     * @param failed   groups that were answered as failed, and must not come back
     * @throws StoreException if the folder can't be used, with the reason
     */
    RocksFiles open(RocksFiles.Disk disk, long answered, Set<Long> failed) {
        makeFolders();
        RocksLibrary.load(root.resolve("native"));
        CurrentFile.mend(files(), damagedFiles());
        LeftLogs logs = LeftLogs.in(files(), damagedFiles(), disk, answered);
        try {
            refuseUnknownFamilies();
            RocksFiles opened = checked(new RocksFiles(files(), new RocksSettings().reading(logs.mode(), failed)));
            if (logs.areDamaged() || !failed.isEmpty()) leaveLogs(opened);
            return opened;
        } catch (RocksDBException e) {
            throw new StoreException(refusal(e.getMessage()), e);
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

    /** Takes damaged tables out of use. */
    TableMend.Mended mend(RocksFiles opened, RocksFiles.Disk disk) throws RocksDBException {
        TableMend.Mended mended = new TableMend(opened, root, damagedFiles(), disk).run();
        opened.compact(mended.left());
        return mended;
    }

    /**
     * Copies the files.
     *
     * @param failed groups that were answered as failed and may be in the files: a copy would bring them back
     * @return the folder of a store with the copy in it: {@link #files} alone
     */
    Path copy(RocksFiles opened, Path into, Set<Long> failed) throws RocksDBException {
        if (!failed.isEmpty())
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

    private RocksFiles checked(RocksFiles opened) throws RocksDBException {
        String format = opened.format().orElse("");
        if (format.equals(FORMAT)) return opened;
        if (format.isEmpty()) {
            opened.writeFormat(FORMAT);
            return opened;
        }
        opened.close();
        throw newer("its format is " + format + ", this version reads " + FORMAT);
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

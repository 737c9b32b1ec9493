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
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.StoreException;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The folder of a store:
 *
 * <pre>
 * queue/    RocksDB's files
 * native/   RocksDB's library, unpacked; may be deleted
 * </pre>
 *
 * Says in plain words why a folder can't be used.
 */
record RocksFolder(Path root) {
    /** The layout written by this version, and the newest it reads. */
    static final String FORMAT = "1";
    /** Room that must be there before a store that failed is opened again. */
    private static final int PROBE_BYTES = 1 << 20;

    static String nameOf(Family family) {
        return family.name().toLowerCase(Locale.ROOT);
    }

    /** @throws StoreException if the folder can't be used, with the reason */
    RocksFiles open() {
        makeFolders();
        RocksLibrary.load(root.resolve("native"));
        try {
            refuseUnknownFamilies();
            return checked(new RocksFiles(files()));
        } catch (RocksDBException e) {
            throw new StoreException(refusal(e.getMessage()), e);
        }
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
                : "data folder " + root + " can't be opened: " + reason;
    }
}

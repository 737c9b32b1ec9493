package org.packetboat.app.compose.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.packetboat.connectors.backup.BackupWriter;
import org.packetboat.connectors.backup.Generation;
import org.packetboat.connectors.rocksdb.DataCheck;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups of a server's data folder, one at a time, while it works. A copy of the queue as it is at one moment is
 * made beside it (of links, where the disk knows them), its checksums are compared, and then it goes into the backup
 * folder together with what is remembered of the past. A failed one changes no older one, and is told as trouble.
 */
public final class ServerBackup {
    private static final Logger LOG = LoggerFactory.getLogger(ServerBackup.class);
    private static final String COPY = "backup-copy";
    private static final String EXPORT = "export-copy";

    private final Consumer<Path> copying;
    private final MailQueue queue;
    private final Source source;
    private final BooleanSupplier full;
    private volatile Optional<LastBackup> last;
    private volatile String failure = "";

    /**
     * What is backed up.
     *
     * @param server  the server's name
     * @param version of the program
     */
    public record Source(Path data, String server, String version, InstantSource clock) {}

    /**
     * @param copying makes a copy of the queue's store, in a folder that is not there yet
     * @param full    whether the data folder's disk has no room
     */
    public ServerBackup(Consumer<Path> copying, MailQueue queue, Source source, BooleanSupplier full) {
        this.copying = copying;
        this.queue = queue;
        this.source = source;
        this.full = full;
        this.last = LastBackup.read(source.data());
    }

    /** The last good one. */
    public Optional<LastBackup> last() {
        return last;
    }

    /** When and why one failed since; empty if none did. */
    public String failure() {
        return failure;
    }

    /**
     * Makes one.
     *
     * @param keep how many generations are kept in the folder
     * @throws IOException with the reason for people if it failed
     */
    public synchronized LastBackup make(Path folder, int keep) throws IOException {
        try {
            LastBackup made = tryToMake(folder.toAbsolutePath().normalize(), keep);
            last = Optional.of(made);
            failure = "";
            LOG.info("event=backup-made folder={} generation={} bytes={} copied={}", made.folder(), made.generation(),
                    made.bytes(), made.copied());
            return made;
        } catch (IOException | UncheckedIOException | StoreException e) {
            String why = e.getClass() == IOException.class ? e.getMessage() : e.toString();
            failure = source.clock().instant() + " to " + folder + ": " + why;
            queue.tell(new StatusEvent.Trouble(source.clock().instant(), "no backup was made: " + why));
            throw new IOException("no backup was made: " + why, e);
        }
    }

    private LastBackup tryToMake(Path folder, int keep) throws IOException {
        if (full.getAsBoolean())
            throw new IOException("the disk of " + source.data() + " is full; a backup needs some of it for a moment");
        if (folder.startsWith(source.data().toAbsolutePath().normalize()))
            throw new IOException(folder + " is in the data folder itself; name one on another disk");
        Path copy = source.data().resolve(COPY);
        FolderTree.delete(copy);
        Generation.Origin origin = new Generation.Origin(source.server(), queue.epoch(), source.clock().instant(),
                source.version());
        try (BackupWriter writer = new BackupWriter(folder, origin, this::isOurs)) {
            copying.accept(copy);
            mustBeGood(copy);
            for (Path file : FolderTree.entries(copy.resolve("queue")))
                writer.add(file, "queue/" + file.getFileName());
            for (String path : BackupContents.in(source.data()))
                addIfThere(writer, path);
            BackupWriter.Done done = writer.finish(keep);
            done.mended().forEach(what -> LOG.error("event=backup-damaged folder={} what=\"{}\"", folder, what));
            LastBackup made = new LastBackup(origin.made(), done.generation().number(), done.generation().bytes(),
                    done.copied(), folder.toString());
            made.write(source.data());
            return made;
        } finally {
            FolderTree.delete(copy);
        }
    }

    /** A copy of the queue for others to read, in the data folder: the next one takes its place. */
    synchronized Path copyQueue() throws IOException {
        Path copy = source.data().toAbsolutePath().resolve(EXPORT);
        try {
            FolderTree.delete(copy);
            copying.accept(copy);
            return copy;
        } catch (StoreException e) {
            throw new IOException("the queue can't be copied: " + e.getMessage(), e);
        }
    }

    private boolean isOurs(long epoch) {
        return epoch == queue.epoch() || queue.wasNamed(epoch);
    }

    private void mustBeGood(Path copy) throws IOException {
        DataCheck.Result checked = DataCheck.of(copy);
        if (!checked.damaged().isEmpty()) {
            DataCheck.Finding first = checked.damaged().getFirst();
            throw new IOException(checked.damaged().size() + " files of the queue are damaged, such as "
                    + first.file().getFileName() + ": " + first.what() + ". See \"packetboat check-data\"");
        }
    }

    /** Old parts of a history are deleted as time goes by. */
    private void addIfThere(BackupWriter writer, String path) throws IOException {
        try {
            writer.add(source.data().resolve(path), path);
        } catch (NoSuchFileException gone) {
            if (Files.exists(source.data().resolve(path))) throw gone;
        }
    }
}

package org.packetboat.app.compose.backup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.packetboat.app.process.FileModes;
import org.packetboat.app.process.PidFile;
import org.packetboat.connectors.backup.BackupFolder;
import org.packetboat.connectors.backup.BackupReader;
import org.packetboat.connectors.backup.Generation;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.engine.queue.FolderEpoch;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.restore.RestoredQueue;
import org.packetboat.engine.store.StoreException;

/**
 * Makes a data folder out of a backup. All is done in the folder {@code restoring} in it; then its contents take their
 * places, the queue last, and that folder goes. While it is there no server starts, and whoever restores again begins
 * anew: so it may be killed at any point.
 *
 * <p>The new folder is another than the one that was backed up, and knows it: its ids go on beyond all that the old one
 * can have given, what waited is held (unless that is not wanted), and positions in Kafka that the old one told are not
 * taken for those of a stranger. The backup folder remembers who was restored.
 */
public final class Restoration {
    private static final String RESTORING = "restoring";
    private static final String QUEUE = "queue";

    private final BackupFolder folder;
    private final Path to;
    private final Path scratch;

    private Restoration(Path from, Path to) {
        this.folder = new BackupFolder(from);
        this.to = to;
        this.scratch = to.resolve(RESTORING);
    }

    /**
     * How it is done.
     *
     * @param generation which one; empty for the newest
     * @param hold       whether mail that waited is held
     * @param trial      whether the backup folder is to know nothing of it: nobody will run a server on it for good
     */
    public record Choice(Optional<Long> generation, boolean hold, boolean trial) {}

    /** What was done. @param held how many envelopes @param untold why the backup folder does not know of it */
    public record Done(Generation generation, long held, Optional<String> untold) {}

    /** @throws StoreException if what is in the folder is half restored */
    public static void mustBeWhole(Path data) {
        if (Files.exists(data.resolve(RESTORING)))
            throw new StoreException("data folder " + data + " is half restored: \"packetboat restore\" was not "
                    + "finished. Give that command again", new IOException(RESTORING));
    }

    /** @throws IOException with a sentence for people; no server starts on the folder then */
    public static Done run(Path from, Path to, Choice choice) throws IOException {
        Restoration restoration = new Restoration(from, to.toAbsolutePath().normalize());
        Generation generation = restoration.chosen(choice.generation());
        restoration.begin();
        new BackupReader(restoration.folder).restore(generation, restoration.scratch);
        return restoration.finish(generation, choice);
    }

    private Generation chosen(Optional<Long> number) throws IOException {
        if (number.isPresent()) return folder.read(number.get());
        return folder.newest().orElseThrow(() -> new IOException("there is no backup that can be read"));
    }

    private void begin() throws IOException {
        if (new PidFile(to).running().isPresent()) throw new IOException("a server is running on " + to);
        List<Path> there = FolderTree.entries(to);
        if (!there.isEmpty() && !Files.exists(scratch))
            throw new IOException(to + " is not empty; name a new folder, or move what is in it aside");
        FileModes.makePrivate(to);
        // What stands beside it comes from the attempt before, and is deleted while this still stands.
        for (Path left : there)
            if (!left.equals(scratch)) FolderTree.delete(left);
        FolderTree.delete(scratch);
        Files.createDirectories(scratch);
    }

    private Done finish(Generation generation, Choice choice) throws IOException {
        FolderEpoch epoch;
        long held = 0;
        try (RocksStore store = new RocksStore(scratch)) {
            epoch = FolderEpoch.renew(store, Instant.now(), new SecureRandom().nextLong());
            MailQueue queue = new MailQueue(store);
            if (choice.hold()) held = hold(queue);
        }
        Optional<String> untold = choice.trial() ? Optional.empty() : note(epoch, generation);
        for (Path entry : FolderTree.entries(scratch))
            if (!entry.endsWith(QUEUE)) move(entry);
        move(scratch.resolve(QUEUE));
        BackupReader.makeDurable(to);
        FolderTree.delete(scratch);
        BackupReader.makeDurable(to);
        return new Done(generation, held, untold);
    }

    private static long hold(MailQueue queue) throws IOException {
        ConcurrentLinkedQueue<StoreException> failures = new ConcurrentLinkedQueue<>();
        long held = RestoredQueue.hold(queue, failure -> failure.ifPresent(failures::add));
        if (!failures.isEmpty()) throw new IOException("mail could not be held: " + failures.peek().getMessage());
        return held;
    }

    private void move(Path entry) throws IOException {
        Files.move(entry, to.resolve(entry.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A folder that can't be written to (a medium for reading) is no reason not to restore. */
    private Optional<String> note(FolderEpoch epoch, Generation generation) {
        try {
            folder.note(new BackupFolder.Restored(epoch.number(), generation.origin().epoch(), Instant.now(),
                    machine() + ":" + to));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a machine without a name";
        }
    }
}

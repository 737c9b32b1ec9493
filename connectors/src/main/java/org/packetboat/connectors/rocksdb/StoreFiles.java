package org.packetboat.connectors.rocksdb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Predicate;
import org.packetboat.connectors.log.RepeatedTrouble;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.store.UnreadableException;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a store that runs, for all its threads. They are never closed while a call uses them.
 *
 * <p>RocksDB refuses to write after most failures until it is opened anew. Until the disk takes files again, the old
 * ones stay open and can be read. If opening fails all the same, as on a disk that another program has filled again
 * meanwhile, they are opened to be read alone, which takes no room: reads go on, and the next write tries again. If not
 * even that works, the next read tries again, once a second.
 */
final class StoreFiles {
    /** Something that is done with the files. */
    interface Use<T> {
        T of(RocksFiles files) throws RocksDBException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** The number of no group. */
    static final long NONE = -1;

    private final RocksFolder folder;
    private final RocksFiles.Disk disk;
    private final CommitMark mark;
    private final DamagedFiles damagedFiles;
    private final Lock use;
    private final Lock change;
    private final TableMend.Mended mended;
    private final RepeatedTrouble failedOpenings = new RepeatedTrouble(LOG);
    private final RepeatedTrouble failedReadings = new RepeatedTrouble(LOG);
    private final Set<RocksWalk> walks = ConcurrentHashMap.newKeySet();
    /** Groups answered as failed that may be in the log; guarded by the two locks. */
    private final Set<Long> failed = new HashSet<>();
    /** Empty while they can't be opened; changed under the second lock alone. */
    private volatile Optional<RocksFiles> files;
    private volatile boolean closed;
    /** When they were last tried in vain, by the machine's monotonic clock. Guarded by the second lock. */
    private long tried = System.nanoTime() - PAUSE.toNanos();

    /** @throws StoreException if the folder can't be used, with the reason */
    StoreFiles(Path root, RocksFiles.Disk disk) {
        ReadWriteLock lock = new StampedLock().asReadWriteLock();
        this.use = lock.readLock();
        this.change = lock.writeLock();
        this.folder = new RocksFolder(root);
        this.disk = disk;
        this.mark = folder.mark();
        this.damagedFiles = folder.damagedFiles();
        RocksFolder.Begun begun = folder.begin(disk, mark.read().group());
        this.files = Optional.of(begun.files());
        this.mended = begun.mended();
    }

    Path root() {
        return folder.root();
    }

    TableMend.Mended mended() {
        return mended;
    }

    /** How much was answered, as it is written down beside the files. */
    CommitMark mark() {
        return mark;
    }

    /** @throws StoreException if that can't be read, or they can't be opened */
    <T> T read(Use<T> reading) {
        if (files.isEmpty()) comeBack();
        try {
            return with(reading);
        } catch (RocksDBException e) {
            boolean damaged = isDamage(e);
            String what = "the store can't be read: " + e.getMessage();
            throw damaged ? new UnreadableException(what, e) : new StoreException(what, e);
        }
    }

    /** While this lasts, they stay as they are. */
    <T> T with(Use<T> what) throws RocksDBException {
        use.lock();
        try {
            return what.of(opened());
        } finally {
            use.unlock();
        }
    }

    /** Whether that says that something on the disk is damaged; if so, it is kept. */
    private boolean isDamage(RocksDBException e) {
        boolean damaged = DamagedFiles.isMeant(e);
        if (damaged) damagedFiles.keep(String.valueOf(e.getMessage()));
        return damaged;
    }

    /** Whether a write failed since a table is damaged, and the next start can help: it is noted for that. */
    boolean needsMending(RocksDBException e) {
        return DamagedFiles.isMeant(e) && damagedFiles.keep(String.valueOf(e.getMessage())) && mended.helpsAgain();
    }

    /** Those in use now; other files after they were opened anew. */
    Optional<RocksFiles> current() {
        return files;
    }

    /** A cursor. It ends when files are opened anew. */
    RocksCursor scan(Family family, byte[] from, byte[] to) {
        return read(opened -> {
            RocksWalk walk = opened.walk(family, from, to);
            walks.add(walk);
            return new RocksCursor(this, walk);
        });
    }

    /** @throws StoreException if the walk was ended, by its cursor or because the files were opened anew */
    void mustWalk(RocksWalk walk) {
        if (!walks.contains(walk)) throw unavailable("the cursor is closed");
    }

    void endWalk(RocksWalk walk) {
        use.lock();
        try {
            if (walks.remove(walk)) walk.close();
        } finally {
            use.unlock();
        }
    }

    /** Empties a family. Everything else waits for it, some hundredths of a second. */
    void renew(Family family) {
        change.lock();
        try {
            closeWalks(walk -> walk.family() == family);
            opened().renew(family);
        } catch (RocksDBException e) {
            openOthers(NONE); // with the family in them, empty or not
            throw new StoreException("the store can't be written: " + e.getMessage(), e);
        } finally {
            change.unlock();
        }
    }

    void copy(Path into) {
        read(opened -> folder.copy(opened, into, failed));
    }

    /** This group was answered as failed, and may be in the log. */
    void doubt(long group) {
        change.lock();
        try {
            failed.add(group);
            if (files.isPresent() && !takeWrites() && files.get().lastGroup() == group) readAnew(group);
        } catch (RocksDBException e) {
            readAnew(group);
        } finally {
            change.unlock();
        }
    }

    private void readAnew(long without) {
        closeFiles();
        files = toRead(without);
    }

    /**
     * Nothing is written to files that may hold what was answered as failed, nor to those that can only be read.
     *
     * @throws StoreException if there are no others
     */
    void mustTakeWrites() {
        Optional<RocksFiles> found = files;
        if ((!takeWrites() || isDoubtful()) && !openAnew(found, NONE))
            throw unavailable(closed ? "the store is closed" : "a write failed, and the disk is not well yet");
    }

    private boolean takeWrites() {
        return files.filter(RocksFiles::takesWrites).isPresent();
    }

    private boolean isDoubtful() {
        use.lock();
        try {
            return !failed.isEmpty();
        } finally {
            use.unlock();
        }
    }

    /**
     * Opens the files again if the disk takes writes; true also if another thread has done so.
     *
     * @param group whose write has just failed: it is not seen in files that can only be read
     */
    boolean openAnew(Optional<RocksFiles> broken, long group) {
        change.lock();
        try {
            if (!files.equals(broken)) return takeWrites();
            return !closed && folder.takesWrites() && openOthers(group);
        } finally {
            change.unlock();
        }
    }

    /** For readers. */
    private void comeBack() {
        change.lock();
        try {
            if (files.isEmpty() && !closed && System.nanoTime() - tried >= PAUSE.toNanos()) openOthers(NONE);
        } finally {
            change.unlock();
        }
    }

    /** Files that are only read need not be closed for it: they keep nobody out. */
    private boolean openOthers(long group) {
        if (takeWrites()) closeFiles();
        try {
            RocksFiles others = folder.openAnew(disk, mark.read().group(), failed, mended.left());
            closeFiles();
            files = Optional.of(others);
            failed.clear();
            failedOpenings.good();
            LOG.info("event=store-reopened folder={}", folder.root());
            return true;
        } catch (StoreException e) {
            failedOpenings
                    .note("event=store-unavailable folder=" + folder.root() + " reason=\"" + e.getMessage() + "\"");
            tried = System.nanoTime();
            if (files.isEmpty()) files = toRead(group);
            return false;
        }
    }

    private Optional<RocksFiles> toRead(long without) {
        try {
            Set<Long> unseen = new HashSet<>(failed);
            unseen.add(without);
            Optional<RocksFiles> others = Optional.of(folder.openToRead(mark.read().group(), unseen));
            failedReadings.good();
            return others;
        } catch (StoreException e) {
            failedReadings
                    .note("event=store-unreadable folder=" + folder.root() + " reason=\"" + e.getMessage() + "\"");
            return Optional.empty();
        }
    }

    /** What was staged is synced; nothing works after this. */
    void close() {
        change.lock();
        try {
            closeFiles();
            closed = true;
            mark.close();
        } finally {
            change.unlock();
        }
    }

    private void closeFiles() {
        closeWalks(_ -> true);
        files.ifPresent(RocksFiles::close);
        files = Optional.empty();
    }

    private void closeWalks(Predicate<RocksWalk> which) {
        List<RocksWalk> chosen = walks.stream().filter(which).toList();
        chosen.forEach(RocksWalk::close);
        chosen.forEach(walks::remove);
    }

    private RocksFiles opened() {
        return files.orElseThrow(() -> unavailable(closed ? "the store is closed" : "the store can't be opened"));
    }

    private static StoreException unavailable(String why) {
        return new StoreException(why, new IllegalStateException(why));
    }
}

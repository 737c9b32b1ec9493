package org.packetboat.connectors.rocksdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store on RocksDB: the only durable one. An answered commit survives kill -9 and loss of power, as far as the disk
 * keeps its word about a sync.
 *
 * <p>Commits of all threads are written in groups, one sync a group, by one {@link Committer}; their answers run on its
 * thread and must be quick. {@link #commit} blocks its caller while 16 MB wait to be written.
 *
 * <p>When a write fails (full disk, failed sync), every commit of its group is answered with the failure. Reads go on.
 * The first write after the disk takes files again opens RocksDB anew, since it refuses to write after most failures;
 * cursors then end with an exception. After a sync that failed though everything had been written, the group is looked
 * for on disk: if it is there, it counts as done, and is written to other files before it is answered.
 */
public final class RocksStore implements Store {
    /** Brings changes to the files. */
    interface Disk {
        void write(RocksFiles files, WriteBatch changes, boolean sync) throws RocksDBException;
    }

    /** Something that is read. */
    interface Reading<T> {
        T from(RocksFiles files) throws RocksDBException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);
    /** The number of what has none: it is never looked for on disk. */
    private static final long UNNUMBERED = -1;

    private final RocksFolder folder;
    private final Disk disk;
    private final Lock use;
    private final Lock change;
    private final Set<RocksWalk> walks = ConcurrentHashMap.newKeySet();
    private final Committer committer;
    /** Empty while they can't be opened; guarded by the two locks. */
    private Optional<RocksFiles> files;
    /** Belongs to the committer. */
    private long lastGroup;

    /**
     * Opens the store in a folder of its own, and makes it where there is none.
     *
     * @throws StoreException if it is in use by another process, not writable, or of a newer version; the message says
     * so
     */
    public RocksStore(Path folder) {
        this(folder, RocksFiles::write);
    }

    RocksStore(Path root, Disk disk) {
        ReadWriteLock lock = new StampedLock().asReadWriteLock();
        this.use = lock.readLock();
        this.change = lock.writeLock();
        this.folder = new RocksFolder(root);
        this.disk = disk;
        this.files = Optional.of(folder.open());
        this.lastGroup = read(RocksFiles::lastGroup);
        this.committer = new Committer(this::writeGroup);
    }

    @Override
    public void commit(Batch batch, Answer answer) {
        committer.add(new Waiting(batch, answer));
    }

    /**
     * {@inheritDoc} Waits for a sync only if a commit on its way changes one of the same keys. From within an answer it
     * must not meet such a commit.
     */
    @Override
    public void stage(Batch batch) {
        if (committer.isBefore(batch)) {
            commitAndWait(batch);
            return;
        }
        try (WriteBatch changes = new WriteBatch()) {
            fill(changes, List.of(batch));
            write(changes, false, UNNUMBERED);
        }
    }

    @Override
    public Optional<byte[]> get(Family family, byte[] key) {
        return read(opened -> opened.get(family, key));
    }

    @Override
    public long count(byte[] key) {
        return get(Family.COUNTERS, key).map(RocksNumber::of).orElse(0L);
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
        return read(opened -> {
            RocksWalk walk = opened.walk(family, from, to);
            walks.add(walk);
            return new RocksCursor(this, walk);
        });
    }

    /** Answers what waits, syncs what was staged, closes the files. Not to be called from an answer. */
    @Override
    public void close() {
        committer.close();
        change.lock();
        try {
            closeFiles();
        } finally {
            change.unlock();
        }
    }

    <T> T read(Reading<T> reading) {
        use.lock();
        try {
            return reading.from(opened());
        } catch (RocksDBException e) {
            throw new StoreException("the store can't be read: " + e.getMessage(), e);
        } finally {
            use.unlock();
        }
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

    private void commitAndWait(Batch batch) {
        CompletableFuture<Optional<StoreException>> answer = new CompletableFuture<>();
        commit(batch, answer::complete);
        answer.join().ifPresent(failure -> {
            throw failure;
        });
    }

    private void writeGroup(List<Waiting> group) {
        lastGroup++;
        try (WriteBatch changes = new WriteBatch()) {
            fill(changes, group.stream().map(Waiting::batch).toList());
            RocksFiles.number(changes, lastGroup);
            write(changes, true, lastGroup);
        } catch (RocksDBException e) {
            throw new StoreException("the group could not be put together: " + e.getMessage(), e);
        }
    }

    private void fill(WriteBatch changes, List<Batch> batches) {
        read(opened -> {
            ChangeWriter writer = new ChangeWriter(opened, changes);
            for (Batch batch : batches)
                writer.write(batch);
            writer.finish();
            return changes;
        });
    }

    private void write(WriteBatch changes, boolean sync, long number) {
        Optional<RocksFiles> used = files();
        try {
            writeOnce(changes, sync);
        } catch (StoreException e) {
            if (!opensAnew(used)) throw e;
            if (!isThere(number)) writeOnce(changes, sync);
        }
    }

    private void writeOnce(WriteBatch changes, boolean sync) {
        use.lock();
        try {
            disk.write(opened(), changes, sync);
        } catch (RocksDBException e) {
            LOG.error("event=write-failed folder={} reason=\"{}\"", folder.root(), e.getMessage());
            throw new StoreException("the store can't be written: " + e.getMessage(), e);
        } finally {
            use.unlock();
        }
    }

    /** Whether a group whose write failed reached the files all the same; then it is made durable here. */
    private boolean isThere(long number) {
        return read(opened -> {
            if (opened.lastGroup() != number) return false;
            opened.flush();
            return true;
        });
    }

    /** Opens the files again if the disk takes writes; true also if another thread has done so. */
    private boolean opensAnew(Optional<RocksFiles> broken) {
        change.lock();
        try {
            if (!files.equals(broken)) return files.isPresent();
            if (!folder.takesWrites()) return false;
            closeFiles();
            files = Optional.of(folder.open());
            LOG.info("event=store-reopened folder={}", folder.root());
            return true;
        } catch (StoreException e) {
            LOG.error("event=store-unavailable folder={} reason=\"{}\"", folder.root(), e.getMessage());
            return false;
        } finally {
            change.unlock();
        }
    }

    private void closeFiles() {
        walks.forEach(RocksWalk::close);
        walks.clear();
        files.ifPresent(RocksFiles::close);
        files = Optional.empty();
    }

    private Optional<RocksFiles> files() {
        use.lock();
        try {
            return files;
        } finally {
            use.unlock();
        }
    }

    private RocksFiles opened() {
        return files.orElseThrow(() -> unavailable("the store is closed"));
    }

    private static StoreException unavailable(String why) {
        return new StoreException(why, new IllegalStateException(why));
    }
}

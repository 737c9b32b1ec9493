package org.packetboat.connectors.rocksdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.packetboat.connectors.log.RepeatedTrouble;
import org.packetboat.connectors.rocksdb.WaitingCommits.Waiting;
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
 * <p>When a write fails (full disk, failed sync), every commit of its group is answered with the failure. Reads go on
 * ({@link StoreFiles}). The first write after the disk takes files again opens RocksDB anew, since it refuses to write
 * after most failures; cursors then end with an exception. After a sync that failed though everything had been written,
 * the group is looked for on disk: if it is there, it counts as done, and is written to other files before it is
 * answered. If that can't be found out, the group is answered as failed, and nothing more is written before the files
 * were opened anew without it.
 *
 * <p>A table that can't be read whole, and therefore keeps RocksDB from writing, ends the process with a
 * {@link TableMend.NeededError}: the next start mends it.
 *
 * <p>What was answered and is not there at the start is counted ({@link #lost}) and told as an error.
 */
public final class RocksStore implements Store {
    /** Puts changes together for these files: other files have other families. */
    private interface Filling {
        void into(RocksFiles files, WriteBatch changes) throws RocksDBException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);

    private final StoreFiles files;
    private final RocksFiles.Disk disk;
    private final long lost;
    private final LongAdder syncs = new LongAdder();
    private final RepeatedTrouble failedWrites = new RepeatedTrouble(LOG);
    private final Committer committer;
    private volatile Optional<String> trouble = Optional.empty();
    /** Belongs to the committer. */
    private long lastGroup;
    /** How many commits are on disk. Belongs to the committer. */
    private long commits;

    /**
     * Opens the store in a folder of its own, and makes it where there is none.
     *
     * @throws StoreException if it is in use by another process, not writable, or of a newer version; the message says
     * so
     */
    public RocksStore(Path folder) {
        this(folder, RocksFiles::write);
    }

    RocksStore(Path root, RocksFiles.Disk disk) {
        this.disk = disk;
        this.files = new StoreFiles(root, disk);
        CommitMark.Answered answered = files.mark().read();
        try {
            this.lastGroup = Math.max(answered.group(), read(RocksFiles::lastGroup));
            this.commits = Math.max(answered.commits(), read(RocksFiles::commitsKnown));
            this.lost = read(this::countLost);
        } catch (StoreException e) {
            files.close();
            throw e;
        }
        this.committer = new Committer(this::writeGroup);
    }

    private long countLost(RocksFiles opened) throws RocksDBException {
        long missing = commits - opened.counted();
        if (missing <= 0) return 0;
        LOG.error("event=commits-lost folder={} commits={} of={}; each is a mail taken in, a delivery settled or an "
                + "operator's command that was synced and is no longer on the disk. Sent mail may go again. See "
                + "\"packetboat check-data\"", files.root(), missing, commits);
        opened.settleLoss(commits);
        return missing;
    }

    /** How many commits that were answered were gone when this was opened; 0 on a disk that keeps its word. */
    public long lost() {
        return lost;
    }

    /** The families of which damaged tables were taken out of use when this was opened: entries may be missing. */
    public Set<Family> mended() {
        return files.mended().families();
    }

    /** The families with damaged tables that could not be mended, for want of room. */
    public Set<Family> unmended() {
        return files.mended().left();
    }

    /** Whether something was lost, in this life or an earlier one, and was not {@link #repaired} since. */
    public boolean needsRepair() {
        return read(RocksFiles::needsRepair);
    }

    /** What is left has been put right. */
    public void repaired() {
        read(opened -> {
            opened.needsRepair(false);
            return true;
        });
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
        write((opened, changes) -> fill(opened, changes, List.of(batch)), false, StoreFiles.NONE);
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
        return files.scan(family, from, to);
    }

    /** {@inheritDoc} Everything else waits for it, some hundredths of a second. */
    @Override
    public void renew(Family family) {
        files.renew(family);
    }

    /** How often changes have been synced to the disk since the start. */
    public long syncs() {
        return syncs.sum();
    }

    /** Why writes fail since a while; empty if the last one did not. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Answers what waits, syncs what was staged, closes the files. Not to be called from an answer. */
    @Override
    public void close() {
        committer.close();
        files.close();
    }

    /**
     * A copy of the store as it is now, all that was answered included, in a folder that is not there yet. Commits go
     * on meanwhile; what is in memory alone is written to tables first.
     */
    public void copy(Path into) {
        files.copy(into);
    }

    <T> T read(StoreFiles.Use<T> reading) {
        return files.read(reading);
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
        List<Batch> batches = group.stream().map(Waiting::batch).toList();
        write((opened, changes) -> {
            fill(opened, changes, batches);
            RocksFiles.number(changes, lastGroup, commits + group.size(), group.size());
        }, true, lastGroup);
        commits += group.size();
        files.mark().write(new CommitMark.Answered(lastGroup, commits));
    }

    private static void fill(RocksFiles opened, WriteBatch changes, List<Batch> batches) throws RocksDBException {
        ChangeWriter writer = new ChangeWriter(opened, changes);
        for (Batch batch : batches)
            writer.write(batch);
        writer.finish();
    }

    private void write(Filling changes, boolean sync, long number) {
        try {
            files.mustTakeWrites();
            writeAtMostTwice(changes, sync, number);
            trouble = Optional.empty();
        } catch (StoreException e) {
            if (trouble.isEmpty()) trouble = Optional.of(e.getMessage());
            throw e;
        }
    }

    private void writeAtMostTwice(Filling changes, boolean sync, long number) {
        Optional<RocksFiles> used = files.current();
        try {
            writeOnce(changes, sync);
        } catch (StoreException e) {
            writeAgain(used, changes, sync, number, e);
        }
    }

    private void writeAgain(Optional<RocksFiles> used, Filling changes, boolean sync, long number,
            StoreException failure) {
        try {
            if (!files.openAnew(used, number)) throw failure;
            if (!isThere(number)) writeOnce(changes, sync);
        } catch (StoreException e) {
            files.doubt(number);
            throw e;
        }
    }

    private void writeOnce(Filling filling, boolean sync) {
        try {
            files.with(opened -> {
                try (WriteBatch changes = new WriteBatch()) {
                    filling.into(opened, changes);
                    disk.write(opened, changes, sync);
                }
                return true;
            });
            if (sync) syncs.increment();
            failedWrites.good();
        } catch (RocksDBException e) {
            failedWrites.note("event=write-failed folder=" + files.root() + " reason=\"" + e.getMessage() + "\"");
            if (files.needsMending(e)) throw new TableMend.NeededError(e.getMessage());
            throw new StoreException("the store can't be written: " + e.getMessage(), e);
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
}

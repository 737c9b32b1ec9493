package org.packetboat.connectors.rocksdb;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.store.Batch;
import org.packetboat.connectors.rocksdb.WaitingCommits.Waiting;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that commits: takes all that wait as one group, has it written and synced at once, and answers each in
 * order. While it syncs, the next group gathers; the slower the disk, the larger the groups. A platform thread, since
 * a sync would pin a virtual one to its carrier.
 *
 * <p>Answers run on this thread and hold up the next group: they must be quick. One that throws is logged. An error
 * ends the thread, and with it the process.
 */
final class Committer {
    /** Writes the batches of a group, all or none. */
    interface Writer {
        /** @throws StoreException if nothing of the group was written */
        void write(List<Waiting> group);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final long WAITING_BYTES = 16 << 20;

    private final WaitingCommits waiting = new WaitingCommits(WAITING_BYTES);
    private final Writer writer;
    private final Thread thread;

    Committer(Writer writer) {
        this.writer = writer;
        this.thread = Thread.ofPlatform().name("packetboat-store").daemon().start(this::run);
    }

    /** Queues a commit; blocks while too much is queued, unless called from an answer. */
    void add(Waiting commit) {
        if (!waiting.add(commit, Thread.currentThread() != thread)) {
            tell(commit, Optional.of(new StoreException("the store is closed", new IllegalStateException("closed"))));
        }
    }

    /** Whether a commit that is not written yet changes a key that this batch changes too. */
    boolean isBefore(Batch batch) {
        return waiting.meet(batch);
    }

    /** Answers what waits, then ends the thread. */
    void close() {
        waiting.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void run() {
        for (List<Waiting> group = waiting.next(); !group.isEmpty(); group = waiting.next()) {
            Optional<StoreException> failure = write(group);
            waiting.settled();
            for (Waiting commit : group)
                tell(commit, failure);
        }
    }

    private Optional<StoreException> write(List<Waiting> group) {
        try {
            writer.write(group);
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            return Optional.of(new StoreException("the group could not be written: " + e.getMessage(), e));
        }
    }

    private static void tell(Waiting commit, Optional<StoreException> failure) {
        Store.Answer answer = commit.answer();
        try {
            answer.on(failure);
        } catch (RuntimeException e) {
            LOG.error("event=answer-threw reason=\"{}\"", e.getMessage(), e);
        }
    }
}

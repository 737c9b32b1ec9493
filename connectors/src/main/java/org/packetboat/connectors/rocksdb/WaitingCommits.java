package org.packetboat.connectors.rocksdb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Batch.Change;
import org.packetboat.engine.store.Store;

/**
 * The commits on their way to the disk, in order: those of the group being written, and those behind it. Bounded by
 * bytes: {@link #add} blocks its caller while more than the limit is waiting, so that a slow disk slows down the
 * senders instead of filling the memory.
 */
final class WaitingCommits {
    /** A commit that waits for its answer, and how many bytes of memory it holds, roughly. */
    record Waiting(Batch batch, Store.Answer answer, long bytes) {
        private static final long CHANGE_OVERHEAD = 64;

        Waiting(Batch batch, Store.Answer answer) {
            this(batch, answer, batch.changes().stream().mapToLong(Waiting::sizeOf).sum());
        }

        private static long sizeOf(Change change) {
            long value = change instanceof Change.Put put ? put.value().length : 0;
            return CHANGE_OVERHEAD + change.key().length + value;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition shrunk = lock.newCondition();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final long limit;
    private List<Waiting> group = List.of();
    private long bytes;
    private boolean closed;

    /** @param limit in bytes; a single commit may be larger */
    WaitingCommits(long limit) {
        this.limit = limit;
    }

    /** @return false if this is closed, and the commit was not taken */
    boolean add(Waiting commit, boolean mayBlock) {
        lock.lock();
        try {
            while (mayBlock && !closed && bytes > 0 && bytes + commit.bytes() > limit)
                shrunk.awaitUninterruptibly();
            if (closed) return false;
            queue.add(commit);
            bytes += commit.bytes();
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next group: all that are queued. Empty once closed and done. */
    List<Waiting> next() {
        lock.lock();
        try {
            group = List.of();
            while (queue.isEmpty() && !closed)
                arrived.awaitUninterruptibly();
            group = new ArrayList<>(queue);
            queue.clear();
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** The group is written or has failed. */
    void settled() {
        lock.lock();
        try {
            group.forEach(commit -> bytes -= commit.bytes());
            group = List.of();
            shrunk.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a commit that is not yet written changes a key that this batch changes. */
    boolean meet(Batch batch) {
        lock.lock();
        try {
            return group.stream().anyMatch(commit -> commit.batch().meets(batch))
                    || queue.stream().anyMatch(commit -> commit.batch().meets(batch));
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what is queued is still handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            shrunk.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

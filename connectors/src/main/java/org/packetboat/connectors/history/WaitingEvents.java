package org.packetboat.connectors.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.packetboat.engine.status.StatusEvent;

/**
 * Events on their way to the disk. At most {@link #MOST} wait, and no more than fit into {@link #MOST_BYTES}; further
 * ones are counted as lost, since mail never waits for the disk. An event that is larger than that by itself is taken
 * if nothing else waits. For any thread.
 */
final class WaitingEvents {
    /** So many come in several seconds of the heaviest load. */
    static final int MOST = 50_000;
    /** About so much memory; a big send to 100,000 recipients takes 20 MB. */
    static final long MOST_BYTES = 64L << 20;
    private static final long EVENT = 1_000;
    private static final long LIST_ENTRY = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Condition written = lock.newCondition();
    private List<StatusEvent> waiting = new ArrayList<>();
    private boolean busy;
    private boolean hurry;
    private long bytes;
    private long lost;

    /** Takes it, or counts it as lost. */
    void add(StatusEvent event) {
        lock.lock();
        try {
            long size = size(event);
            if (waiting.size() >= MOST || !waiting.isEmpty() && bytes + size > MOST_BYTES) {
                lost++;
            } else {
                waiting.add(event);
                bytes += size;
                if (waiting.size() == 1) something.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How much memory an event takes, about: only its lists can be long. */
    private static long size(StatusEvent event) {
        return EVENT + LIST_ENTRY * switch (event) {
            case StatusEvent.Accepted e -> e.destinations().size() + e.heading().recipients().size();
            case StatusEvent.Repeated e -> e.recipients().size();
            case StatusEvent.Deleted e -> e.recipients().size();
            case StatusEvent.Withdrawn e -> e.recipients().size();
            default -> 0;
        };
    }

    /**
     * All that waits, in its order; those taken before are written.
     *
     * @param most   how long to wait for the first
     * @param gather how long others are waited for then, in milliseconds
     * @return none if none came
     */
    List<StatusEvent> take(long most, long gather) throws InterruptedException {
        lock.lock();
        try {
            busy = false;
            written.signalAll();
            long left = TimeUnit.MILLISECONDS.toNanos(most);
            while (waiting.isEmpty() && left > 0 && !hurry)
                left = something.awaitNanos(left);
            left = TimeUnit.MILLISECONDS.toNanos(gather);
            while (left > 0 && !hurry && !waiting.isEmpty())
                left = something.awaitNanos(left);
            hurry = false;
            List<StatusEvent> all = waiting;
            waiting = new ArrayList<>();
            bytes = 0;
            busy = !all.isEmpty();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** How many were lost since this was last asked. */
    long takeLost() {
        lock.lock();
        try {
            long count = lost;
            lost = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Has what waits taken at once. */
    void hurry() {
        lock.lock();
        try {
            hurry = true;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was added before is written, or for so long. */
    void awaitWritten(long most) {
        hurry();
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(most);
            while ((busy || !waiting.isEmpty()) && left > 0)
                left = written.awaitNanos(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}

package org.packetboat.connectors.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.packetboat.engine.status.StatusEvent;

/** Events on their way to the disk: no more than {@link #MOST}, for nobody waits for room here. For any thread. */
final class WaitingEvents {
    /** Some megabytes; so many are told in several seconds of the heaviest load. */
    static final int MOST = 50_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Condition written = lock.newCondition();
    private List<StatusEvent> waiting = new ArrayList<>();
    private boolean busy;
    private boolean hurry;
    private long lost;

    /** Takes it, or counts it as lost. */
    void add(StatusEvent event) {
        lock.lock();
        try {
            if (waiting.size() >= MOST) {
                lost++;
            } else {
                waiting.add(event);
                if (waiting.size() == 1) something.signal();
            }
        } finally {
            lock.unlock();
        }
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

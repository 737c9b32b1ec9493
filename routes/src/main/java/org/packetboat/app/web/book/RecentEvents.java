package org.packetboat.app.web.book;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/**
 * The latest 5000 events of messages, in memory only. They tell what happened to a message, also after it has left the
 * queue. The count of all events tells pages that something has changed. Each event keeps the first entries of its
 * lists, see {@link EventSummary}.
 */
public final class RecentEvents implements Watcher {
    private static final int KEPT = 5_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Deque<EventSummary> events = new ArrayDeque<>();
    private long count;

    @Override
    public void on(StatusEvent event) {
        lock.lock();
        try {
            count++;
            if (event instanceof StatusEvent.OfMessage of) events.addLast(EventSummary.of(of));
            if (events.size() > KEPT) events.removeFirst();
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is still known of a message, in order. */
    public List<EventSummary> story(QueueId message) {
        lock.lock();
        try {
            return events.stream().filter(brief -> brief.event().message().equals(message)).toList();
        } finally {
            lock.unlock();
        }
    }

    /** How many there were since the start. */
    public long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there are more than so many.
     *
     * @return how many there are by then
     * @throws InterruptedException if the server closes
     */
    public long awaitMore(long than, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (count <= than && left > 0)
                left = more.awaitNanos(left);
            return count;
        } finally {
            lock.unlock();
        }
    }
}

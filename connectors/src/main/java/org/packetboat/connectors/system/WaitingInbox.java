package org.packetboat.connectors.system;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.packetboat.engine.inbox.Inbox;

/**
 * The node's inbox, for which its thread can wait. A wake-up is never lost: one that comes early ends the next wait.
 */
public final class WaitingInbox implements Inbox {
    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private volatile Optional<Thread> reader = Optional.empty();
    private volatile boolean woken;

    @Override
    public void post(Task task) {
        tasks.add(task);
        wake();
    }

    @Override
    public Optional<Task> poll() {
        return Optional.ofNullable(tasks.poll());
    }

    /** Ends the reader's wait, or its next one. */
    public void wake() {
        if (woken) return;
        woken = true;
        reader.ifPresent(LockSupport::unpark);
    }

    /** Waits until there is work, somebody called {@link #wake}, or the time is over. For one thread. */
    void await(Duration most) {
        reader = Optional.of(Thread.currentThread());
        if (!woken && tasks.isEmpty()) LockSupport.parkNanos(Math.max(0, most.toNanos()));
        woken = false;
    }
}

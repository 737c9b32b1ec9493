package org.packetboat.engine.sim;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.packetboat.engine.inbox.Inbox;

/** An inbox in memory, for one thread. Wakes its node whenever something is put in. */
public final class SimInbox implements Inbox {
    private final Queue<Task> tasks = new ArrayDeque<>();
    private final Runnable wake;

    public SimInbox(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void post(Task task) {
        tasks.add(task);
        wake.run();
    }

    @Override
    public Optional<Task> poll() {
        return Optional.ofNullable(tasks.poll());
    }
}

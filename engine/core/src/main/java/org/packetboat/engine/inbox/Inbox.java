package org.packetboat.engine.inbox;

import java.time.Instant;
import java.util.Optional;

/**
 * Where other threads leave work for the node. The adapter wakes the node's thread when something is put in. What can
 * be in it is bounded by nature: one question and some answers for each session, one command for each caller.
 */
public interface Inbox {
    /** May be called from any thread. Work is done in the order in which one thread left it. */
    void post(Task task);

    /** The next piece of work; for the node only. */
    Optional<Task> poll();

    /** A piece of work, done on the node's thread. */
    interface Task {
        void run(Instant now);
    }
}

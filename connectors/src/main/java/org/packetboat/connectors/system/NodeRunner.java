package org.packetboat.connectors.system;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.packetboat.engine.node.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's thread: steps it whenever something came in, and when the node asked to be called. An exception out of a
 * step is a bug; it is logged, and the node goes on with the next step, since stopping would help nobody.
 */
public final class NodeRunner implements AutoCloseable {
    /** The node is called at least this often, so that a clock that was set is noticed. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration AFTER_BUG = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(NodeRunner.class);

    private final Node node;
    private final WaitingInbox inbox;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "node");
    private volatile boolean closed;

    public NodeRunner(Node node, WaitingInbox inbox, InstantSource clock) {
        this.node = node;
        this.inbox = inbox;
        this.clock = clock;
    }

    public NodeRunner start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!closed) {
            Duration wait = step();
            if (wait.isPositive()) inbox.await(wait);
        }
    }

    private Duration step() {
        try {
            Instant now = clock.instant();
            Instant next = node.step(now);
            if (!next.isBefore(now.plus(LONGEST_WAIT))) return LONGEST_WAIT;
            return Duration.between(clock.instant(), next);
        } catch (RuntimeException e) {
            LOG.error("event=bug where=node", e);
            return AFTER_BUG;
        }
    }

    /** Ends the thread after the step under way. */
    @Override
    public void close() {
        closed = true;
        inbox.wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

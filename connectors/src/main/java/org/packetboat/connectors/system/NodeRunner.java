package org.packetboat.connectors.system;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's thread: steps it whenever something came in, and when the node asked to be called. While the store can't
 * be read or written, the step is tried again; one log line says so, and one that it goes on. Any other exception out
 * of a step is a bug, after which nobody knows what was done and what wasn't: the thread dies of it, and the process
 * with it.
 */
public final class NodeRunner implements AutoCloseable {
    /** The node is called at least this often, so that a clock that was set is noticed. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(NodeRunner.class);

    private final Node node;
    private final WaitingInbox inbox;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "node");
    private volatile boolean closed;
    private volatile long stepped = System.nanoTime();
    private boolean troubled;

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
            if (troubled) LOG.info("event=store-recovered");
            troubled = false;
            if (!next.isBefore(now.plus(LONGEST_WAIT))) return LONGEST_WAIT;
            return Duration.between(clock.instant(), next);
        } catch (StoreException e) {
            if (!troubled) LOG.error("event=store-trouble reason=\"{}\"; tried again until it works", e.getMessage());
            troubled = true;
            return AFTER_TROUBLE;
        } finally {
            stepped = System.nanoTime();
        }
    }

    /** How long ago the last step ended: some seconds at the most, unless it is stuck in one. From any thread. */
    public Duration sinceStep() {
        return Duration.ofNanos(System.nanoTime() - stepped);
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

package org.packetboat.app.compose;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things to be closed, the last one first. One that fails to close is logged, and the others are closed all the same.
 */
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Closes the last ones, down to this one and with it; nothing if that is closed already. */
    void closeDownTo(AutoCloseable part) {
        while (parts.contains(part))
            closeLast();
    }

    @Override
    public void close() {
        while (!parts.isEmpty())
            closeLast();
    }

    private void closeLast() {
        AutoCloseable part = parts.pop();
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("event=close-failed part={} reason=\"{}\"", part.getClass().getSimpleName(), e.getMessage());
        }
    }
}

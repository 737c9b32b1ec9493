package org.packetboat.connectors.smtp.server;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The connections that are open, never more than the limit. May be used from any thread. */
final class Connections {
    private final int limit;
    private final Set<SmtpChannel> open = new HashSet<>();

    Connections(int limit) {
        this.limit = limit;
    }

    /** @return false if there are too many already */
    synchronized boolean add(SmtpChannel channel) {
        return open.size() < limit && open.add(channel);
    }

    synchronized void remove(SmtpChannel channel) {
        open.remove(channel);
        notifyAll();
    }

    synchronized int size() {
        return open.size();
    }

    synchronized List<SmtpChannel> all() {
        return List.copyOf(open);
    }

    /** Waits until there is none left, but not longer than this. */
    synchronized void awaitNone(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); !open.isEmpty() && left > 0;) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }
}

package org.packetboat.engine.mail;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Messages that turned out to be damaged on disk, until they are set aside. They are noted by whoever reads them, on
 * any thread; the node takes them out of their queues, so that what stands behind them goes on.
 */
public final class UnreadableMail {
    private final Map<QueueId, String> reasons = new ConcurrentHashMap<>();
    private volatile Runnable onNote = () -> {};

    /** Calls this whenever one was noted. */
    public void onNote(Runnable wake) {
        onNote = wake;
    }

    /** This one is damaged. May be called from any thread. */
    public void note(QueueId id, String reason) {
        if (reasons.putIfAbsent(id, reason) == null) onNote.run();
    }

    /** Whether this one is damaged, and not yet set aside. */
    public boolean contains(QueueId id) {
        return !reasons.isEmpty() && reasons.containsKey(id);
    }

    /** Those not yet set aside. */
    public Map<QueueId, String> all() {
        return reasons.isEmpty() ? Map.of() : Map.copyOf(reasons);
    }

    /** It is set aside. */
    public void done(QueueId id) {
        reasons.remove(id);
    }
}

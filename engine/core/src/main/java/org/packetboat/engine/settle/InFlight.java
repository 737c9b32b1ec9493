package org.packetboat.engine.settle;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.store.StoreException;

/**
 * The envelopes that are being sent now, or were sent and are not settled on disk yet. In memory only: after a crash
 * they wait again. Used by the node only.
 */
public final class InFlight {
    private final Set<EnvelopeId> ids = new HashSet<>();

    public boolean contains(EnvelopeId id) {
        return ids.contains(id);
    }

    public void add(EnvelopeId id) {
        ids.add(id);
    }

    public void remove(EnvelopeId id) {
        ids.remove(id);
    }

    /**
     * These are nobody's any more; whoever looked at them in the meantime has left them out, so the node is told of
     * those that are still here. If that can't be read, it looks at all there is.
     */
    public void letGo(Collection<EnvelopeId> gone, MailQueue queue) {
        gone.forEach(ids::remove);
        try {
            gone.forEach(id -> queue.envelope(id).ifPresent(queue::waits));
        } catch (StoreException unreadable) {
            queue.lookAgain();
        }
    }

    /** How many there are. */
    public int size() {
        return ids.size();
    }
}

package org.packetboat.engine.settle;

import java.util.HashSet;
import java.util.Set;
import org.packetboat.engine.mail.EnvelopeId;

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

    /** How many there are. */
    public int size() {
        return ids.size();
    }
}

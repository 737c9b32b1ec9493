package org.packetboat.engine.forward;

import java.util.HashSet;
import java.util.Set;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * What a session was handed, or has told the outcome of, and is not settled on disk: no more than a crash may have sent
 * once more. When it is full, the session waits until half of it is on disk, so that envelopes go out in groups, as
 * they are settled.
 */
final class SendingWindow {
    private final int size;
    private final Set<EnvelopeId> open = new HashSet<>();
    /** Those that wait for another turn once their settlement is on disk, since only some recipients were tried. */
    private final Set<EnvelopeId> returning = new HashSet<>();
    private boolean full;

    /** @param size in envelopes, at least 1 */
    SendingWindow(int size) {
        this.size = size;
    }

    void add(EnvelopeId id) {
        open.add(id);
        full |= open.size() >= size;
    }

    /** Not all of its recipients were tried. */
    void addReturning(EnvelopeId id) {
        add(id);
        returning.add(id);
    }

    /** Whether more can be handed out once what was settled is on disk. */
    boolean isReturning() {
        return !returning.isEmpty();
    }

    void remove(EnvelopeId id) {
        open.remove(id);
        returning.remove(id);
        full &= open.size() > size / 2;
    }

    /** For how many more there is room now; 0 while the session has to wait. */
    int room() {
        return full ? 0 : size - open.size();
    }
}

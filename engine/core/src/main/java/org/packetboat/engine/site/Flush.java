package org.packetboat.engine.site;

import java.util.HashSet;
import java.util.Set;
import org.packetboat.engine.mail.EnvelopeId;

/** An operator's or a peer's wish to have everything sent once without waiting for retry times. For the node only. */
final class Flush {
    private final Set<EnvelopeId> tried = new HashSet<>();
    private boolean wanted;

    /** Takes over what is known of an earlier site. */
    void copy(Flush earlier) {
        wanted = earlier.wanted;
        tried.addAll(earlier.tried);
    }

    boolean isWanted() {
        return wanted;
    }

    void begin() {
        wanted = true;
        tried.clear();
    }

    /** All of it has been tried. */
    void done() {
        wanted = false;
        tried.clear();
    }

    void attempted(EnvelopeId id) {
        if (wanted) tried.add(id);
    }

    /** Whether it asks for this envelope, which is tried once. */
    boolean includes(EnvelopeId id) {
        return wanted && !tried.contains(id);
    }
}

package org.packetboat.engine.site;

import java.util.LinkedHashSet;
import java.util.Set;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * The mail of a site at which its last session with it broke off: it may be the cause. Such mail goes behind everything
 * else of the site, each in a session alone, so that it ends no session that others need. In memory only, the latest
 * {@value #MOST}: what is forgotten comes in its order, once. Used by the node only.
 */
final class Suspects {
    private static final int MOST = 1000;

    private final Set<EnvelopeId> ids = new LinkedHashSet<>();

    /** Takes over what is known of an earlier site. */
    void copy(Suspects earlier) {
        ids.addAll(earlier.ids);
    }

    void add(EnvelopeId id) {
        ids.add(id);
        if (ids.size() > MOST) ids.remove(ids.iterator().next());
    }

    /** It went through, or was answered. */
    void remove(EnvelopeId id) {
        ids.remove(id);
    }

    boolean contains(EnvelopeId id) {
        return ids.contains(id);
    }
}

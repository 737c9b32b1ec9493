package org.packetboat.engine.settle;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * How far transfers got that broke off. In memory, and of the latest {@value #MOST} only: who is forgotten is believed
 * once more.
 */
final class ResumeProgress {
    private static final int MOST = 1000;

    private final Map<EnvelopeId, Long> offsets = new LinkedHashMap<>();

    /** Whether this attempt broke off beyond where any attempt before it did. */
    boolean isBeyond(EnvelopeId id, Collection<Outcome> outcomes) {
        long offset = outcomes.stream().mapToLong(o -> o instanceof Outcome.Interrupted(long at, var _) ? at : 0).max()
                .orElse(0);
        long before = offsets.getOrDefault(id, 0L);
        offsets.remove(id);
        if (offset == 0) return false;
        if (offsets.size() >= MOST) offsets.remove(offsets.keySet().iterator().next());
        offsets.put(id, Math.max(offset, before));
        return offset > before;
    }
}

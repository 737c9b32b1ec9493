package org.packetboat.engine.settle;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * How far each transfer got that broke off. In memory, for the latest {@value #MOST} only: a transfer that is no longer
 * known counts as one that got further.
 */
final class ResumeProgress {
    private static final int MOST = 1000;

    private final Map<EnvelopeId, Long> offsets = new LinkedHashMap<>();

    /** Whether this attempt broke off at a higher offset than any before it. */
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

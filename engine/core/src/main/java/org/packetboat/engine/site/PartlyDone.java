package org.packetboat.engine.site;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * The mail of one session that was offered, and came back since only some of its recipients were seen to: such as a
 * message to 50,000 local users. It takes turns with everything else, so that neither holds up the other: after each
 * piece of it up to {@value #OTHERS} others are offered, and of several such messages the one whose last piece is
 * longest ago. Of those that have not come back it remembers the latest {@value #MOST} only; what is forgotten comes in
 * its order, once. Used by the node only.
 */
final class PartlyDone {
    static final int OTHERS = 100;
    private static final int MOST = 1000;

    /** Those with several recipients, as they were offered; the latest last. */
    private final Set<EnvelopeId> offered = new LinkedHashSet<>();
    /** Those of them that have come back. */
    private final Set<EnvelopeId> back = new LinkedHashSet<>();
    private int others;

    /** Whether this was offered before, so that it waits for its next turn. */
    boolean waits(EnvelopeId id) {
        if (!offered.contains(id)) return false;
        back.add(id);
        return true;
    }

    /** Whose turn it is: nobody's, as long as there are others that have not had theirs. */
    Optional<EnvelopeId> turn(boolean nothingElse) {
        if (back.isEmpty() || !nothingElse && others < OTHERS) return Optional.empty();
        return offered.stream().filter(back::contains).findFirst();
    }

    /** This was offered. */
    void offered(Envelope envelope) {
        if (back.remove(envelope.id())) others = 0;
        else others++;
        offered.remove(envelope.id());
        if (envelope.recipients().size() > 1) offered.add(envelope.id());
        if (offered.size() > MOST)
            offered.stream().filter(id -> !back.contains(id)).findFirst().ifPresent(offered::remove);
    }

    /** This can't be offered any more, or not now. */
    void forget(EnvelopeId id) {
        offered.remove(id);
        back.remove(id);
    }
}

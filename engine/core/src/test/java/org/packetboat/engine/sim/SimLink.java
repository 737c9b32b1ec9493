package org.packetboat.engine.sim;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * A link to the far side with all that can go wrong on one. Sees to it that the forwarder keeps its promises: one
 * session of ours at a time, none outside its window, and nothing in two sessions at once, nor mail of one domain. Far
 * sides call, too.
 */
final class SimLink implements Link {
    final SimClock clock;
    final FarSide farSide;
    final SplittableRandom random;
    /** Shared by all links of the world: what is in some session now. */
    final Map<EnvelopeId, InHand> inHand;
    /** Whether neither operator nor clock disturb the order of the mail. */
    boolean calm = true;
    private final Set<SimSession> open = new HashSet<>();
    private boolean kind;

    SimLink(SimClock clock, FarSide farSide, SplittableRandom random, Map<EnvelopeId, InHand> inHand) {
        this.clock = clock;
        this.farSide = farSide;
        this.random = random;
        this.inHand = inHand;
    }

    /** What a session has in hand. */
    record InHand(SimSession session, Domain domain) {}

    /** A session takes an envelope in hand. */
    void take(SimSession session, Envelope envelope) {
        if (inHand.containsKey(envelope.id())) throw new AssertionError("twice in hand: " + envelope);
        boolean elsewhere = inHand.values().stream()
                .anyMatch(h -> h.session() != session && h.domain().equals(envelope.destination()));
        if (elsewhere) throw new AssertionError("another session has mail of its domain: " + envelope);
        inHand.put(envelope.id(), new InHand(session, envelope.destination()));
    }

    /** From now on everything works. */
    void becomeKind() {
        kind = true;
    }

    @Override
    public Session open(Call call, Supply supply) {
        if (!open.isEmpty()) throw new AssertionError("a second session, to " + call.site());
        if (!call.route().window().isOpen(clock.now())) throw new AssertionError("dialled closed " + call.site());
        SimSession session = session(_ -> supply);
        open.add(session);
        session.dial();
        return session;
    }

    /** Somebody calls; at any time, however many sessions there are. */
    void answer(Function<Session, Supply> supply) {
        session(supply).dial();
    }

    private SimSession session(Function<Session, Supply> supply) {
        return new SimSession(this, supply, kind ? Temper.KIND : Temper.any(random));
    }

    void over(SimSession session) {
        open.remove(session);
    }

    void crash() {
        open.clear();
        inHand.clear();
    }
}

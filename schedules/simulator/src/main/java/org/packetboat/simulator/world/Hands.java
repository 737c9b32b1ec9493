package org.packetboat.simulator.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * What the sessions of one life of a node have in hand. Sees to it that its forwarders keep their promises: each server
 * makes one call at a time, nothing is in two sessions at once, nor mail of one domain.
 */
final class Hands {
    private record Held(Handed session, Domain domain) {}

    private final Map<EnvelopeId, Held> held = new HashMap<>();
    private final Set<String> calling = new HashSet<>();

    /** Somebody calls by this line, or in the name of this server. */
    void callBy(String line) {
        if (!calling.add(line)) throw new AssertionError("a second call at a time by " + line);
    }

    /** That call is over. */
    void hungUp(String line) {
        calling.remove(line);
    }

    /** A session takes an envelope in hand. */
    void take(Handed session, Envelope envelope) {
        if (held.containsKey(envelope.id())) throw new AssertionError("twice in hand: " + envelope);
        boolean elsewhere = held.values().stream()
                .anyMatch(h -> h.session() != session && h.domain().equals(envelope.destination()));
        if (elsewhere) throw new AssertionError("another session has mail of its domain: " + envelope);
        held.put(envelope.id(), new Held(session, envelope.destination()));
    }

    void letGo(EnvelopeId envelope) {
        held.remove(envelope);
    }
}

package org.packetboat.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * What the sessions of one life of a node have in hand. Sees to it that its forwarders keep their promises: each server
 * makes one call at a time, nothing is in two sessions at once, nor mail of one domain, and a site that was called for
 * nothing is left alone for a second.
 */
final class Hands {
    private record Held(Handed session, Domain domain) {}

    private static final Duration FLOOR = Duration.ofSeconds(1);

    private final Map<EnvelopeId, Held> held = new HashMap<>();
    private final Set<String> calling = new HashSet<>();
    /** When the last call to a site that was not reached ended, by the node's clock. */
    private final Map<String, Instant> unreached = new HashMap<>();

    /** Somebody calls by this line, or in the name of this server. */
    void callBy(String line) {
        if (!calling.add(line)) throw new AssertionError("a second call at a time by " + line);
    }

    /** A site is called at this time. */
    void call(String site, Instant now) {
        Optional<Instant> before = Optional.ofNullable(unreached.remove(site));
        before.filter(at -> !now.isBefore(at) && now.isBefore(at.plus(FLOOR))).ifPresent(at -> {
            throw new AssertionError(site + " was called for nothing at " + at + ", and is called again at " + now);
        });
    }

    /** A call to a site has ended at this time. */
    void ended(String site, Ending how, Instant now) {
        if (how instanceof Ending.Unreached) unreached.put(site, now);
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

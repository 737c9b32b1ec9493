package org.packetboat.engine.accept;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.rule.Decision;

/**
 * What delivery rules say of a message. What they say of a million recipients in the same words is kept once.
 *
 * @param refusal   why nobody gets it
 * @param decisions by destination, as envelopes have them
 */
record Judgement(Optional<Reply> refusal, Map<Domain, Set<Decision>> decisions) {
    /** Nothing. */
    static final Judgement NONE = new Judgement(Optional.empty(), Map.of());

    private Stream<Decision> of(Envelope envelope) {
        return decisions.getOrDefault(envelope.destination(), Set.of()).stream();
    }

    /**
     * The envelopes with their priorities. Recipients at one destination share one: the most urgent that a rule says
     * for one of them.
     */
    List<Envelope> order(List<Envelope> envelopes, Policy policy) {
        if (decisions.isEmpty()) return envelopes;
        return envelopes.stream().map(envelope -> {
            Optional<Priority> said = of(envelope).flatMap(d -> d.priority().stream()).min(Priority::compareTo);
            if (said.isEmpty()) return envelope;
            Envelope moved = envelope.at(said.get());
            return moved.expiring(policy.end(moved));
        }).toList();
    }

    /** The rule by which an envelope waits for an operator: that of any of its recipients. */
    Optional<String> heldBy(Envelope envelope) {
        return of(envelope).filter(Decision::holds).flatMap(d -> d.decidedBy().stream()).map(r -> r.name())
                .findFirst();
    }

    /** Who gets a copy, and why. */
    Map<Address, String> journals() {
        Map<Address, String> all = new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        decisions.values().stream().flatMap(Set::stream)
                .forEach(decision -> decision.journals().forEach(all::putIfAbsent));
        return all;
    }

    /** The names of the rules that let it in. */
    Stream<String> decidedBy() {
        return decisions.values().stream().flatMap(Set::stream).flatMap(d -> d.decidedBy().stream())
                .map(rule -> rule.name()).distinct();
    }

    /** Whether one of these lets it wait. */
    boolean holds(String rule) {
        return decisions.values().stream().flatMap(Set::stream).filter(Decision::holds)
                .flatMap(d -> d.decidedBy().stream()).anyMatch(r -> r.name().equals(rule));
    }
}

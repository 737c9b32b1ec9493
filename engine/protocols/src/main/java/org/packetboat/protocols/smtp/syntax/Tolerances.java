package org.packetboat.protocols.smtp.syntax;

import java.util.Set;
import org.packetboat.protocols.mail.Tolerance;

/**
 * What a server bears of whom.
 *
 * @param trusted   of those who may relay
 * @param strangers of everybody else
 */
public record Tolerances(Set<Tolerance> trusted, Set<Tolerance> strangers) {
    public static final Tolerances USUAL = new Tolerances(Tolerance.USUAL, Set.of());

    public Tolerances {
        trusted = Set.copyOf(trusted);
        strangers = Set.copyOf(strangers);
    }

    /** @param mayRelay whether it is one of those who may */
    public Set<Tolerance> of(boolean mayRelay) {
        return mayRelay ? trusted : strangers;
    }
}

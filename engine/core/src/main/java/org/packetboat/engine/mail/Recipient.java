package org.packetboat.engine.mail;

import java.util.Optional;
import java.util.Set;

/**
 * One recipient of an envelope, with what its sender asked for.
 *
 * @param address  where it goes
 * @param wanted   NOTIFY of RFC 3461 section 4.1; empty if the sender said nothing, which means failures only
 * @param original ORCPT of RFC 3461 section 4.2 as {@code addr-type;xtext}, unchanged; empty if not given
 */
public record Recipient(Address address, Set<Notify> wanted, Optional<String> original) {
    /** @throws IllegalArgumentException if NEVER is asked for together with anything else */
    public Recipient {
        wanted = Set.copyOf(wanted);
        if (wanted.contains(Notify.NEVER) && wanted.size() > 1) {
            throw new IllegalArgumentException("NOTIFY=NEVER stands alone");
        }
    }

    /** A recipient whose sender asked for nothing special. */
    public static Recipient of(Address address) {
        return new Recipient(address, Set.of(), Optional.empty());
    }

    /** A recipient whose sender asked for nothing special. */
    public static Recipient of(String address) {
        return of(Address.parse(address));
    }

    /** The same, whose sender is told nothing. */
    public Recipient silent() {
        return new Recipient(address, Set.of(Notify.NEVER), original);
    }

    /** Whether its sender said nothing of what they want to hear. */
    public boolean saidNothing() {
        return wanted.isEmpty();
    }

    /** Whether its sender wants to hear of this; failures are told unless refused (RFC 3461 section 4.1). */
    public boolean wants(Notify what) {
        return wanted.isEmpty() ? what == Notify.FAILURE : wanted.contains(what);
    }
}

package org.packetboat.engine.peer;

import java.util.Optional;
import java.util.Set;

/**
 * How the mail servers of a site are dealt with.
 *
 * @param tls      how the connection is encrypted
 * @param login    what we log in with; empty if we don't
 * @param without  the extensions that are not used though a server has them: their EHLO keywords in upper case, or
 *                 {@link #EHLO} for none at all
 * @param eightBit what becomes of 8-bit text for a server that takes none
 * @param limits   how much they are sent at a time
 * @param trust    whom we trust, and who we are to them
 */
public record PeerPolicy(Tls tls, Optional<PeerLogin> login, Set<String> without, EightBit eightBit,
        PeerLimits limits, PeerTrust trust) {
    /** Not even the question for extensions. */
    public static final String EHLO = "EHLO";

    public PeerPolicy {
        without = Set.copyOf(without);
    }

    /** With what is usual besides. */
    public PeerPolicy(Tls tls, Optional<PeerLogin> login) {
        this(tls, login, Set.of(), EightBit.CONVERT, PeerLimits.USUAL, PeerTrust.USUAL);
    }

    /** A server that wants no login. */
    public PeerPolicy(Tls tls) {
        this(tls, Optional.empty());
    }

    /** The same with this policy for TLS. */
    public PeerPolicy with(Tls other) {
        return new PeerPolicy(other, login, without, eightBit, limits, trust);
    }

    /** The same without these extensions. */
    public PeerPolicy without(Set<String> others) {
        return new PeerPolicy(tls, login, others, eightBit, limits, trust);
    }

    /** The same, trusting these. */
    public PeerPolicy with(PeerTrust others) {
        return new PeerPolicy(tls, login, without, eightBit, limits, others);
    }
}

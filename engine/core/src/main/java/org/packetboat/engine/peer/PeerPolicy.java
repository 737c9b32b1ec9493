package org.packetboat.engine.peer;

import java.util.Optional;

/**
 * How the mail servers of a site are dealt with.
 *
 * @param tls   how the connection is encrypted
 * @param login what we log in with; empty if we don't
 */
public record PeerPolicy(Tls tls, Optional<PeerLogin> login) {
    /** A server that wants no login. */
    public PeerPolicy(Tls tls) {
        this(tls, Optional.empty());
    }

    /** The same with this policy for TLS. */
    public PeerPolicy with(Tls other) {
        return new PeerPolicy(other, login);
    }
}

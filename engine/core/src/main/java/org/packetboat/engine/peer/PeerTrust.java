package org.packetboat.engine.peer;

import java.util.Optional;
import java.util.Set;

/**
 * Whom we trust at a site's mail servers, and who we are to them. The files are read again when they have changed.
 *
 * @param authorities  a PEM file of the authorities that certificates have to come from; empty for those that the
 *                     machine trusts
 * @param fingerprints if any, a certificate or its public key has to have one of them. Where no authorities are named,
 *                     that is enough: neither who issued it, nor its dates, nor the host's name count then
 * @param identity     what is shown to a server that asks who we are
 */
public record PeerTrust(Optional<String> authorities, Set<Fingerprint> fingerprints, Optional<Identity> identity) {
    public static final PeerTrust USUAL = new PeerTrust(Optional.empty(), Set.of(), Optional.empty());

    public PeerTrust {
        fingerprints = Set.copyOf(fingerprints);
    }

    /** Whether it says more than is usual of whom we trust. */
    public boolean isChosen() {
        return authorities.isPresent() || !fingerprints.isEmpty();
    }

    /**
     * A certificate of our own.
     *
     * @param certificate a PEM file: ours first, then those that lead to its root
     * @param key         a PEM file with its private key (PKCS#8), without a password
     */
    public record Identity(String certificate, String key) {}
}

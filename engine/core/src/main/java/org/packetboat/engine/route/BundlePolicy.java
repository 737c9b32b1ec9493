package org.packetboat.engine.route;

import java.util.Optional;

/**
 * Whether mail is exchanged in bundles with a far side that is a Packetboat, and whether they are encrypted.
 *
 * @param batches whether mail goes in bundles
 * @param keyFile the file with the key that encrypts the bundles; if there is one, nothing is sent outside of bundles
 */
public record BundlePolicy(boolean batches, Optional<String> keyFile) {
    /** In bundles, not encrypted. */
    public static final BundlePolicy USUAL = new BundlePolicy(true, Optional.empty());

    /** What holds if one place of the configuration says this and another that: the stricter of both. */
    public BundlePolicy and(BundlePolicy other) {
        return new BundlePolicy(batches && other.batches, keyFile.or(other::keyFile));
    }
}

package org.packetboat.engine.route;

import java.util.Optional;

/**
 * How mail is exchanged with a far side that is a Packetboat, too.
 *
 * @param batches whether it goes in batches
 * @param keyFile the file that holds the key by which batches are encrypted; then nothing else is exchanged
 */
public record BundlePolicy(boolean batches, Optional<String> keyFile) {
    /** In batches, not encrypted. */
    public static final BundlePolicy USUAL = new BundlePolicy(true, Optional.empty());

    /** What holds if this is said in one place and that in another: the stricter. */
    public BundlePolicy and(BundlePolicy other) {
        return new BundlePolicy(batches && other.batches, keyFile.or(other::keyFile));
    }
}

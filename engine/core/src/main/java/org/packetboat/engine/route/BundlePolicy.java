package org.packetboat.engine.route;

import java.util.Optional;

/**
 * Whether mail is exchanged in bundles with a far side that is a Packetboat, and whether they are encrypted; and how
 * mail goes to one that is none.
 *
 * @param batches whether mail goes in bundles
 * @param keyFile the file with the key that encrypts the bundles; if there is one, nothing is sent outside of bundles
 * @param smtpBatch the command to which a far side that is no Packetboat gives mail with its envelope (RFC 2442):
 *                {@code rsmtp}, {@code rbsmtp} or {@code bsmtp}; empty for {@code rmail}
 */
public record BundlePolicy(boolean batches, Optional<String> keyFile, Optional<String> smtpBatch) {
    /** In bundles, not encrypted. */
    public static final BundlePolicy USUAL = new BundlePolicy(true, Optional.empty(), Optional.empty());

    /** What holds if one place of the configuration says this and another that: the stricter of both. */
    public BundlePolicy and(BundlePolicy other) {
        return new BundlePolicy(batches && other.batches, keyFile.or(other::keyFile), smtpBatch.or(other::smtpBatch));
    }
}

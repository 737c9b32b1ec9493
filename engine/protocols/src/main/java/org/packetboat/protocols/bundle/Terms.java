package org.packetboat.protocols.bundle;

import java.util.Optional;

/**
 * What we want of one far side.
 *
 * @param batches whether mail goes in batches if it can do that; always where there is a key
 * @param seal    its key; then nothing goes to it, and nothing is taken from it, that is not encrypted with it
 */
public record Terms(boolean batches, Optional<Seal> seal) {
    /** Batches, not encrypted. */
    public static final Terms USUAL = new Terms(true, Optional.empty());

    public Terms {
        batches |= seal.isPresent();
    }
}

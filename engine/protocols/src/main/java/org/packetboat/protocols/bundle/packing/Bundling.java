package org.packetboat.protocols.bundle.packing;

import java.util.Optional;

/** Whether mail to and from a far side goes in batches, and who packs them. Asked from a line's own thread. */
public interface Bundling {
    /** Mail goes one by one, to everybody. */
    Bundling NONE = new Bundling() {
        @Override
        public Optional<String> word(String node) {
            return Optional.empty();
        }

        @Override
        public Agreement agree(String node, Optional<String> heard, long rate) {
            return new Agreement.OneByOne();
        }
    };

    /**
     * What we say of it in the greeting to this far side.
     *
     * @return at most 64 characters, letters, digits and {@code : . , = + -}; empty to say nothing
     */
    Optional<String> word(String node);

    /**
     * How mail goes in one call.
     *
     * @param heard what the far side said of it; empty if nothing
     * @param rate  bytes per second of the line
     */
    Agreement agree(String node, Optional<String> heard, long rate);
}

package org.packetboat.protocols.uucp.greeting;

import java.util.Optional;
import org.packetboat.protocols.bundle.packing.Packer;

/**
 * The talk before the packet protocol, from one side. Messages in, messages out; each begins with 020 and ends with a
 * NUL, which are not part of the text.
 */
public interface Greeting {
    /** What a message led to. */
    sealed interface Step {
        /** Say this, and wait for the next message. */
        record Say(String... messages) implements Step {}

        /**
         * Both know each other and have chosen; say this last word.
         *
         * @param packer packs and reads batches; empty if mail goes one by one
         */
        record Agreed(Optional<String> message, String node, Features features, Optional<Packer> packer, char protocol)
                implements
                    Step {}

        /** Say this and hang up. */
        record Refuse(Optional<String> message, String why) implements Step {}
    }

    /** What is said first. */
    Step begin();

    Step hear(String message);
}

package org.packetboat.connectors.jmx.server;

import java.util.List;

/** Tells what became of messages. */
public interface Traces {
    /** How a text begins that tells of nothing. */
    String NOTHING = "Nothing is known of ";

    /**
     * For people.
     *
     * @param what a queue id, a Message-ID, an address or a big send
     * @param most how many messages at most, the newest first
     * @param zone of all times
     * @throws RuntimeException with a sentence for people if there is no such zone, or no history
     */
    String text(String what, int most, String zone);

    /** For programs: one object in JSON each. */
    List<String> json(String what, int most);
}

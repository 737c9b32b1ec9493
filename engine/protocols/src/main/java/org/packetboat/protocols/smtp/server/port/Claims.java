package org.packetboat.protocols.smtp.server.port;

import java.util.function.Consumer;

/** Tells the other machines of a hub whether they may call a site now, so that never two of them do. */
public interface Claims {
    /** Any of them may. */
    Claims NONE = (_, _, answer) -> answer.accept(true);

    /**
     * A server wants to call a site.
     *
     * @param answer told whether it may; from any thread
     */
    void claimed(String site, String server, Consumer<Boolean> answer);
}

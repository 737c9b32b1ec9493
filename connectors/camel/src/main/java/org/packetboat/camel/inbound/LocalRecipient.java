package org.packetboat.camel.inbound;

import java.util.List;
import java.util.function.Consumer;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;

/** Somebody who takes local mail: a consumer of inbound mail, as its link sees it. */
public interface LocalRecipient {
    /**
     * Takes a message. Returns at once.
     *
     * @param to   those of its recipients that it is for
     * @param done called once, from any thread, with what became of it for all of them
     */
    void deliver(Transfer mail, List<Recipient> to, Consumer<Outcome> done);

    /** How many messages it takes at a time; at least 1. */
    int transfers();
}

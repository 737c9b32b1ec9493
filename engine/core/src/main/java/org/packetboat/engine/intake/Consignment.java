package org.packetboat.engine.intake;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Reply;

/**
 * Mail of one source that is taken all at once or not at all, together with the position of that source. Held in memory
 * until its commit, up to 64 KB of each message: keep it small. Its submissions need no key: the
 * position does that work. Used by one thread.
 */
public interface Consignment {
    /**
     * Starts the next message. Its own commit waits for that of the consignment, and is answered with it; one that
     * can't be taken now spoils the whole consignment; one refused for good is answered at once, and is left out.
     */
    Incoming begin();

    /**
     * Commit A of all that was committed to it. May be empty of mail: then the position alone moves.
     *
     * @param next   where its source is to be read on
     * @param answer called once, from any thread, after the sync or after its failure; empty if all is durable, else
     *               why nothing was taken, always a 4xx: trying again later may help
     */
    void commit(SourcePosition next, Consumer<Optional<Reply>> answer);

    /** Forgets all of it. */
    void abandon();
}

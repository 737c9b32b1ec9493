package org.packetboat.connectors.dialup;

import java.util.function.Consumer;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.dialup.Raised;

/** What brings a network link up and takes it down again. One thread at a time calls it; both calls may take long. */
public interface Switch {
    /** Whom the link must have been brought up for, to be of use for this call: a number, a command. */
    String target(Call call);

    /**
     * Brings it up.
     *
     * @param lost told, from any thread and at most once, if it goes down later though nobody took it down
     * @throws InterruptedException if it is no longer wanted; what was begun has been undone
     */
    Raised raise(Call call, Consumer<Reply> lost) throws InterruptedException;

    /**
     * Takes it down. Whatever happens, it is over when this returns; no more than a warning in the log tells of
     * trouble.
     */
    void lower();
}

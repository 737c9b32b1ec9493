package org.packetboat.engine.intake;

import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;

/** Knows who can be delivered to here. To be asked from any thread, and quick. */
public interface Mailboxes {
    /** Anybody, as far as is known. */
    Mailboxes ANY = _ -> Optional.empty();

    /**
     * Why mail for a local address could never be delivered: 550 5.1.3 if nobody can have such a name, 5.1.1 if nobody
     * has. Empty if it can be, or if that is not known now.
     */
    Optional<Reply> refusal(Address local);
}

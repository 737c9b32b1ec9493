package org.packetboat.connectors.uucp;

import java.util.Optional;
import org.packetboat.engine.link.Supply;

/** Who may call us. Asked from the line's thread. */
public interface Callers {
    /**
     * Somebody who calls himself this.
     *
     * @return the mail waiting for him; empty if he is not to be let in: unknown, or in a session already
     */
    Optional<Supply> admit(String node);
}

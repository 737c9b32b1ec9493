package org.packetboat.protocols.dialup;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Reply;

/** What came of bringing a link up. */
public sealed interface Raised {
    /**
     * It is up.
     *
     * @param from our addresses on it, which connections are made from; none to leave that to the system
     * @param peer the address of its far end, where there is one
     */
    record Up(List<InetAddress> from, Optional<InetAddress> peer) implements Raised {
        public Up {
            from = List.copyOf(from);
        }
    }

    /** It is not. 4xx: it may be another time; 5xx: not before somebody has done something about it. */
    record Failed(Reply reply) implements Raised {}
}

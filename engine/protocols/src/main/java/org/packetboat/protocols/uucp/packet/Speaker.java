package org.packetboat.protocols.uucp.packet;

import java.time.Instant;
import java.util.Optional;

/** What a packet protocol works for: it is asked for what to send, and told what came. */
public interface Speaker {
    /**
     * The protocol is open.
     *
     * @param channels how many commands we may have under way at once
     */
    void opened(int channels);

    /**
     * The next piece to be sent; asked only when it can leave at once.
     *
     * @param most how many bytes it may have, at least 1
     */
    Optional<Piece> next(int most);

    /** Something came in. */
    void heard(Heard heard, Instant now);

    /** The far side has confirmed the packet that carried the piece with this token. */
    void arrived(String token);
}

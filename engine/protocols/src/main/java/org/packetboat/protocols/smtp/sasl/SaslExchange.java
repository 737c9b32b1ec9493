package org.packetboat.protocols.smtp.sasl;

import java.util.Optional;

/** One exchange by one mechanism, without I/O; used once. */
public interface SaslExchange {
    /** What is said before the server says anything; empty if it speaks first. */
    Optional<byte[]> first();

    /** The answer to what the server says next. */
    SaslStep next(byte[] challenge);

    /** Why the server's word that we are welcome is not to be believed; empty if it is. */
    default Optional<String> doubt() {
        return Optional.empty();
    }
}

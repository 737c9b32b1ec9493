package org.packetboat.connectors.smtp.client;

import java.util.Optional;
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.Tls;

/**
 * How a site is spoken to over IP.
 *
 * @param host the one host to try; empty if DNS is asked
 */
record Approach(Optional<String> host, int port, Tls tls, boolean lmtp) {
    /** @throws IllegalArgumentException if it is not reached over IP */
    static Approach to(Reach reach) {
        return switch (reach) {
            case Reach.Smtp(Optional<String> host, int port, Tls tls) -> new Approach(host, port, tls, false);
            case Reach.Lmtp(String host, int port) -> new Approach(Optional.of(host), port, Tls.OFF, true);
            case Reach.Maildir _,Reach.Routes _,Reach.Uucp _,Reach.DialUp _ ->
                throw new IllegalArgumentException(reach + " is not reached over IP");
        };
    }
}

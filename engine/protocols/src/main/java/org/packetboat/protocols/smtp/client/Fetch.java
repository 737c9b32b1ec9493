package org.packetboat.protocols.smtp.client;

import java.util.List;
import java.util.Optional;
import org.packetboat.protocols.smtp.sasl.SaslLogin;

/**
 * How the far side's mail for us is fetched at the end of a session with it.
 *
 * @param by      the command
 * @param login   what we log in with where the route has no login of its own
 * @param domains whose mail is wanted; never empty
 */
public record Fetch(By by, Optional<SaslLogin> login, List<String> domains) {
    /** The command by which it is asked for. */
    public enum By {
        /** It is sent to us over a connection that the far side makes (RFC 1985). */
        ETRN,
        /** It is sent to us over this connection, turned round (RFC 2645). */
        ATRN;

        /** The whole of it. */
        public Fetch as(Optional<SaslLogin> login, List<String> domains) {
            return new Fetch(this, login, domains);
        }
    }

    public Fetch {
        domains = List.copyOf(domains);
    }
}

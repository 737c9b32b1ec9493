package org.packetboat.protocols.smtp.client;

import java.util.Optional;
import org.packetboat.engine.route.Tls;

/**
 * What a session is told before it starts.
 *
 * @param name     our name for EHLO, HELO or LHLO: a domain or an address literal
 * @param lmtp     whether LMTP is spoken (RFC 2033), with an answer for each recipient
 * @param tls      the policy for STARTTLS
 * @param timeouts how long to wait for the peer
 * @param pace     how the line is filled
 * @param carried  whether the peer is a router: it is told who has carried the mail, lest that come back
 * @param fetch    how its mail for us is fetched, if at all
 * @param fetchLog told when it is not given
 */
public record ClientProfile(String name, boolean lmtp, Tls tls, Timeouts timeouts, Pace pace, boolean carried,
        Optional<Fetch> fetch, FetchLog fetchLog) {
    /** For a far side that is no router. */
    public ClientProfile(String name, boolean lmtp, Tls tls, Timeouts timeouts, Pace pace) {
        this(name, lmtp, tls, timeouts, pace, false, Optional.empty(), (_, _) -> {});
    }

    /** The same, without TLS: for a second try where TLS was wanted but not insisted on. */
    public ClientProfile withoutTls() {
        return new ClientProfile(name, lmtp, Tls.OFF, timeouts, pace, carried, fetch, fetchLog);
    }
}

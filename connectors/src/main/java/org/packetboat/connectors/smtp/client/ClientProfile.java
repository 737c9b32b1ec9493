package org.packetboat.connectors.smtp.client;

import org.packetboat.engine.route.Tls;

/**
 * What a session is told before it starts.
 *
 * @param name     our name for EHLO, HELO or LHLO: a domain or an address literal
 * @param lmtp     whether LMTP is spoken (RFC 2033), with an answer for each recipient
 * @param tls      the policy for STARTTLS
 * @param timeouts how long to wait for the peer
 * @param pace     how the line is filled
 */
public record ClientProfile(String name, boolean lmtp, Tls tls, Timeouts timeouts, Pace pace) {
    /** The same, without TLS: for a second try where TLS was wanted but not insisted on. */
    ClientProfile withoutTls() {
        return new ClientProfile(name, lmtp, Tls.OFF, timeouts, pace);
    }
}

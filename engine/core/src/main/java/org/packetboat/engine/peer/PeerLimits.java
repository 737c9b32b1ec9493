package org.packetboat.engine.peer;

import java.util.Optional;

/**
 * How much a site's mail servers are sent at a time, as the operator says. What a server announces itself (RFC 9422)
 * counts, too.
 *
 * @param recipients of one message at a time; where nothing is said or announced {@value #USUAL_RECIPIENTS}
 * @param mails      over one connection; where nothing is said or announced any number
 */
public record PeerLimits(Optional<Integer> recipients, Optional<Integer> mails) {
    /** What every server has to take (RFC 5321 section 4.5.3.1.8). */
    public static final int USUAL_RECIPIENTS = 100;
    public static final PeerLimits USUAL = new PeerLimits(Optional.empty(), Optional.empty());
}

package org.packetboat.protocols.smtp.client;

import java.util.Optional;
import org.packetboat.engine.peer.PeerLimits;

/**
 * How much a peer is sent in one session: what the operator says, and what the peer announces (RFC 9422), whichever is
 * less.
 *
 * @param recipients of one transaction
 * @param mails      transactions of the session
 * @param domains    different domains of recipients in the session
 */
record SessionLimits(int recipients, int mails, int domains) {
    private static final int ANY = Integer.MAX_VALUE;
    /** Who delivers here takes any number. */
    static final SessionLimits NONE = new SessionLimits(ANY, ANY, ANY);

    static SessionLimits of(PeerLimits said, Extensions extensions) {
        Optional<Integer> announced = extensions.limit("RCPTMAX");
        int recipients = said.recipients().orElse(announced.isPresent() ? ANY : PeerLimits.USUAL_RECIPIENTS);
        return new SessionLimits(Math.min(recipients, announced.orElse(ANY)),
                Math.min(said.mails().orElse(ANY), extensions.limit("MAILMAX").orElse(ANY)),
                extensions.limit("RCPTDOMAINMAX").orElse(ANY));
    }

    /** The same, since the peer had enough after so many recipients. */
    SessionLimits learned(int taken) {
        return new SessionLimits(Math.clamp(taken, 1, recipients), mails, domains);
    }
}

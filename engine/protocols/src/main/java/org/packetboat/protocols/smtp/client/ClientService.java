package org.packetboat.protocols.smtp.client;

import org.packetboat.protocols.smtp.text.TextFitting;

/**
 * What helps a session.
 *
 * @param fitting  makes messages fit
 * @param memory   what is known of hosts from earlier sessions
 * @param fetchLog told when our mail is not given
 */
public record ClientService(TextFitting fitting, PeerMemory memory, FetchLog fetchLog) {
    /** Nothing is changed, remembered or told. */
    public static ClientService none() {
        return new ClientService(TextFitting.NONE, new PeerMemory(), (_, _) -> {});
    }
}

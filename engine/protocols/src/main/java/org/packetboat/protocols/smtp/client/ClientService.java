package org.packetboat.protocols.smtp.client;

import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.protocols.smtp.text.TextFitting;

/**
 * What helps a session.
 *
 * @param fitting  makes messages fit
 * @param memory   what is known of hosts from earlier sessions
 * @param fetchLog told when our mail is not given
 * @param place    what our own server tells of its queue, so that we know it; empty if it tells nothing
 * @param report   how we are, for this far side, at this moment; empty if it is not to be told
 */
public record ClientService(TextFitting fitting, PeerMemory memory, FetchLog fetchLog, String place,
        Supplier<Optional<String>> report) {
    /** One that tells nobody how we are. */
    public ClientService(TextFitting fitting, PeerMemory memory, FetchLog fetchLog, String place) {
        this(fitting, memory, fetchLog, place, Optional::empty);
    }

    /** One that does not know its own server. */
    public ClientService(TextFitting fitting, PeerMemory memory, FetchLog fetchLog) {
        this(fitting, memory, fetchLog, "");
    }

    /** Nothing is changed, remembered or told. */
    public static ClientService none() {
        return new ClientService(TextFitting.NONE, new PeerMemory(), (_, _) -> {});
    }
}

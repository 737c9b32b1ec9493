package org.packetboat.connectors.dialup;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.Transport;

/** Finds out who on the network behind a link takes a domain's mail. */
public interface Inquiry {
    /**
     * Asks, and waits for the first answer; some seconds at most.
     *
     * @param from our addresses on the link; none to leave that to the system
     * @return how to speak to that server; empty if nobody answers for the domain
     * @throws InterruptedException if it is no longer wanted
     */
    Optional<Transport> server(Transport.Asked where, Domain domain, List<InetAddress> from)
            throws InterruptedException;
}

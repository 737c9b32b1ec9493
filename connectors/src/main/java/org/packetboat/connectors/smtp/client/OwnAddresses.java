package org.packetboat.connectors.smtp.client;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Our addresses that connections are made from, such as those of one interface; none to leave that to the system. */
record OwnAddresses(List<InetAddress> all) {
    OwnAddresses {
        all = List.copyOf(all);
    }

    /** The one to connect to this address from: one of its kind. */
    Optional<InetAddress> towards(InetAddress there) {
        return all.stream().filter(ours -> ours.getClass() == there.getClass()).findFirst();
    }

    /** Whether this address can be connected to from here. */
    boolean reach(InetAddress there) {
        return all.isEmpty() || towards(there).isPresent();
    }
}

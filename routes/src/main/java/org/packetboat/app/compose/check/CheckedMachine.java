package org.packetboat.app.compose.check;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** This machine and its network, as far as a configuration depends on them. */
public interface CheckedMachine {
    /** The addresses of its interfaces; empty if nobody knows them. */
    Set<InetAddress> addresses();

    /**
     * Looks up hosts, by name or address.
     *
     * @return the addresses of each host; none if it was not found. A host that was not asked for is not in it.
     */
    Map<String, List<InetAddress>> find(Collection<String> hosts);

    /** Why nobody answers at this address; empty if somebody does, or it is not asked. */
    Optional<String> silence(SocketAddress address);

    /**
     * Whether it is the one that the server will run on. What another one lacks, such as a data folder, may well be
     * there: that is a warning.
     */
    boolean isTheServers();

    /** What the person who runs the check may write to is what the server may write to. */
    String user();
}

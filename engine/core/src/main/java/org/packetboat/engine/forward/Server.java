package org.packetboat.engine.forward;

import java.util.Set;

/**
 * One of the servers of a machine: a forwarder, with one session at a time over lines of its own.
 *
 * @param name  unique on the machine, and among the machines of a hub
 * @param links the names of its links; a link that no server names may be used by all
 */
public record Server(String name, Set<String> links) {
    public Server {
        links = Set.copyOf(links);
    }

    /** The only server of a machine, with all links. */
    public static Server only(String name) {
        return new Server(name, Set.of());
    }
}

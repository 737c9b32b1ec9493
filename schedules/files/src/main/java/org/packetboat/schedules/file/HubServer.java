package org.packetboat.schedules.file;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.forward.Server;

/**
 * A server that routes may name in served-by.
 *
 * @param name  unique in a hub
 * @param links the links that are its own; one that no server names is everybody's
 * @param there where it takes mail by SMTP, if it is on another machine
 */
public record HubServer(String name, List<String> links, Optional<Address> there) {
    /** A host and its SMTP port. */
    public record Address(String host, int port) {}

    public HubServer {
        links = List.copyOf(links);
    }

    /** What a forwarder knows of it. */
    public Server server() {
        return new Server(name, Set.copyOf(links));
    }

    /** Whether it runs on this machine. */
    public boolean isHere() {
        return there.isEmpty();
    }
}

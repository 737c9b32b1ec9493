package org.packetboat.connectors.router;

import java.net.InetSocketAddress;
import java.util.List;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.router.RouterKey;

/**
 * What a server needs to take part.
 *
 * @param server     our name
 * @param mail       the port at which we take mail
 * @param listen     where datagrams come in
 * @param neighbours where ours go: hosts, broadcast addresses, or multicast groups, which are joined
 * @param key        what they are signed with
 */
public record RouterSettings(Domain server, int mail, InetSocketAddress listen, List<InetSocketAddress> neighbours,
        RouterKey key) {
    public RouterSettings {
        neighbours = List.copyOf(neighbours);
    }
}

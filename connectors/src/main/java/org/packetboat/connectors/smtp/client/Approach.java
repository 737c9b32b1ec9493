package org.packetboat.connectors.smtp.client;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;

/**
 * How a site is spoken to over IP.
 *
 * @param hosts   the hosts to try; if none, DNS is asked
 * @param port    of hosts that DNS names
 * @param carried whether the far side is a router, which is told who has carried the mail
 */
record Approach(List<SiteHost> hosts, int port, PeerPolicy policy, boolean lmtp, boolean carried) {
    /** @throws IllegalArgumentException if it is not reached over IP */
    static Approach to(Transport transport) {
        return switch (transport) {
            case Transport.Smtp(Optional<String> host, int port, PeerPolicy policy) ->
                new Approach(host.stream().map(h -> new SiteHost(h, port, 0)).toList(), port, policy, false, false);
            case Transport.Hosts(List<SiteHost> hosts, var _, PeerPolicy policy) ->
                new Approach(hosts, 0, policy, false, false);
            case Transport.Router(String host, int port, var _, boolean _) ->
                new Approach(one(host, port), port, new PeerPolicy(Tls.MAY), false, true);
            case Transport.Lmtp(String host, int port) ->
                new Approach(one(host, port), port, new PeerPolicy(Tls.OFF), true, false);
            case Transport.Maildir _, Transport.Routes _, Transport.Uucp _, Transport.DialUp _, Transport.Asked _ ->
                throw new IllegalArgumentException(transport + " is not reached over IP");
        };
    }

    private static List<SiteHost> one(String host, int port) {
        return List.of(new SiteHost(host, port, 0));
    }
}

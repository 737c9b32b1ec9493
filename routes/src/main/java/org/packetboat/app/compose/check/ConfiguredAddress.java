package org.packetboat.app.compose.check;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.file.link.Addressing;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.yaml.Place;

/**
 * A host and a port that a configuration wants to reach over a network that is always there.
 *
 * @param path  what names it, for messages
 * @param place where it stands
 */
record ConfiguredAddress(String host, int port, String path, Place place) {
    /** Those of a route; none where its link has to be brought up first, or where DNS names the hosts. */
    static List<ConfiguredAddress> of(Route route, Subject subject) {
        Optional<LinkSettings> link = Optional.ofNullable(subject.schedules().links().get(route.link()));
        String path = "site " + route.site();
        return switch (route.transport()) {
            case Transport.Smtp(Optional<String> host, int port, var _) when link.filter(IpLink.class::isInstance)
                    .isPresent() ->
                host.stream().map(name -> new ConfiguredAddress(name, port, path,
                        subject.written().route(route.site(), "host"))).toList();
            case Transport.Hosts(var hosts, var _, var _) when link.filter(IpLink.class::isInstance).isPresent() ->
                hosts.stream().map(h -> new ConfiguredAddress(h.host(), h.port(), path,
                        subject.written().route(route.site(), "hosts"))).toList();
            case Transport.Uucp(var _, Optional<String> number, var _, var _, var _) when link
                    .filter(l -> l.addressing() == Addressing.SOCKET).isPresent() ->
                number.stream().map(n -> of(n, path, subject.written().route(route.site(), "host"))).toList();
            default -> List.of(); // over lines and links that are not there yet, or by DNS
        };
    }

    /** That to which mail of the local domains is handed; none where it stays here. */
    static Optional<ConfiguredAddress> ofOutlet(Subject subject) {
        return switch (subject.configuration().outlet()) {
            case Transport.Smtp(Optional<String> host, int port, var _) ->
                host.map(name -> new ConfiguredAddress(name, port,
                        "local.smtp", subject.at("local", "smtp")));
            case Transport.Lmtp(String host, int port) -> Optional.of(new ConfiguredAddress(host, port, "local.lmtp",
                    subject.at("local", "lmtp")));
            default -> Optional.empty(); // it stays on this machine
        };
    }

    /** Of {@code host:port}; an IPv6 address stands in brackets. */
    static ConfiguredAddress of(String hostPort, String path, Place place) {
        int colon = hostPort.lastIndexOf(':');
        String host = hostPort.substring(0, colon);
        boolean address = host.startsWith("[") && host.endsWith("]");
        return new ConfiguredAddress(address ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(hostPort.substring(colon + 1)), path, place);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

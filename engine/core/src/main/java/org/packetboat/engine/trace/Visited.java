package org.packetboat.engine.trace;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;

/**
 * The servers that a message has been at, as its trace lines tell ({@code Received: from A by B}, RFC 5321 section
 * 4.4), so that it does not go back by a site that it came from. Who writes such lines himself sends his own mail
 * another way, and nobody else's.
 */
public final class Visited {
    private static final int LONGEST_HEADER = 64 * 1024;
    private static final Pattern NAME = Pattern.compile("(?i)(?:^|\\s)(?:by|from)\\s+([^\\s;()]+)");

    private Visited() {}

    /** The names in the trace lines of a stored message, in lower case. */
    public static Set<String> by(Body body) {
        Set<String> names = new HashSet<>();
        for (StoredHeader.Field field : StoredHeader.of(body, LONGEST_HEADER)) {
            if (!field.name().equals("received")) continue;
            for (Matcher name = NAME.matcher(field.value(StandardCharsets.ISO_8859_1)); name.find();)
                names.add(name.group(1).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** How many servers a stored message has come through: how many trace lines it has. */
    public static int hops(Body body) {
        return (int) StoredHeader.of(body, LONGEST_HEADER).stream().filter(field -> field.name().equals("received"))
                .count();
    }

    /**
     * The names that the server at a route's site may have in trace lines: the site's, that of the other machine of the
     * hub (after the {@code @}) by which it is reached, its host's or UUCP node's, and that of a domain at home there;
     * those of one word also within the domain of our own server.
     *
     * @param server our own name
     */
    public static Set<String> names(Route route, String server) {
        Stream<String> parts = Stream.of(route.site(), route.site().substring(route.site().indexOf('@') + 1));
        Stream<String> domains = route.domains().stream()
                .flatMap(p -> p instanceof DomainPattern.Exactly(var domain) ? Stream.of(domain.name()) : Stream.of());
        Set<String> names = new HashSet<>();
        Stream.of(parts, hosts(route.transport()).stream(), domains).flatMap(s -> s)
                .map(n -> n.toLowerCase(Locale.ROOT)).forEach(names::add);
        int dot = server.indexOf('.');
        if (dot > 0)
            names.addAll(names.stream().filter(n -> n.indexOf('.') < 0).map(n -> n + server.substring(dot))
                    .toList());
        return names;
    }

    private static List<String> hosts(Transport transport) {
        return switch (transport) {
            case Transport.Smtp(Optional<String> host, int _, var _) -> host.stream().toList();
            case Transport.DialUp(var _, Optional<Transport> beyond, int _, var _) ->
                beyond.map(Visited::hosts).orElse(List.of());
            case Transport.Hosts(var hosts, var _, var _) -> hosts.stream().map(SiteHost::host).toList();
            case Transport.Router(String _, int _, List<String> servers, boolean _) -> servers;
            case Transport.Lmtp(String host, int _) -> List.of(host);
            case Transport.Uucp(String node, var _, var _, var _, var _) -> List.of(node);
            case Transport.Asked _, Transport.Maildir _, Transport.Routes _ -> List.of();
        };
    }
}

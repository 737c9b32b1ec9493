package org.packetboat.schedules.file.link;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.packetboat.schedules.yaml.Section;

/**
 * UUCP on sockets.
 *
 * @param listen where callers are awaited, {@code HOST:PORT}; nowhere if not given
 * @param chat   how to log in at the far side, where the usual way does not do
 * @param hold   how long a connection of ours is held without mail (the route timeout), where somebody says so
 */
public record UucpTcpLink(String name, Optional<String> listen, Optional<String> chat, long rate,
        Optional<Duration> hold) implements LinkSettings {
    public static final String KIND_NAME = "uucp-tcp";
    private static final String LISTEN = "an address and a port, like \"127.0.0.1:5400\"";
    private static final Pattern PLACE = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");

    public static final LinkKind KIND = new LinkKind(KIND_NAME,
            List.of("listen", "chat", "rate", LineKeys.ROUTE_TIMEOUT),
            UucpTcpLink::read);

    private static Optional<LinkSettings> read(String name, Section section) {
        Optional<String> listen = section.get("listen").flatMap(v -> v.as(LISTEN, UucpTcpLink::place));
        long rate = section.get("rate").flatMap(v -> v.rate()).orElse(IpLink.IMPLICIT.rate());
        return Optional.of(new UucpTcpLink(name, listen, LineKeys.chat(section), rate,
                LineKeys.hold(section)));
    }

    private static String place(String text) {
        var place = PLACE.matcher(text);
        if (!place.matches() || Integer.parseInt(place.group(2)) > 65_535) throw new IllegalArgumentException(text);
        return text;
    }

    @Override
    public String kind() {
        return KIND_NAME;
    }

    @Override
    public Addressing addressing() {
        return Addressing.SOCKET;
    }
}

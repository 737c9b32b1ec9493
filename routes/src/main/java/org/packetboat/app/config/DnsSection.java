package org.packetboat.app.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.app.config.settings.DnsServers;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code dns:}, whom to ask for the mail exchangers of domains. */
final class DnsSection {
    private static final String SERVERS = "one or more name servers";
    private static final String SERVER = "an address like 192.0.2.53, or an address and a port like "
            + "\"192.0.2.53:5353\"";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 2;
    private static final int MOST_ATTEMPTS = 5;
    private static final int PORT = 53;

    private DnsSection() {}

    static Optional<DnsServers> read(Optional<Value> value) {
        Optional<Section> section = value.flatMap(v -> v.section("servers", "timeout", "attempts"));
        return section.map(s -> new DnsServers(
                s.need("servers", SERVERS).map(v -> v.atLeastOne(SERVERS)).orElse(List.of()).stream()
                        .flatMap(v -> v.as(SERVER, DnsSection::server).stream()).toList(),
                s.get("timeout").flatMap(Value::duration).orElse(TIMEOUT),
                s.get("attempts").flatMap(v -> v.number(1, MOST_ATTEMPTS)).orElse(ATTEMPTS)));
    }

    private static InetSocketAddress server(String text) {
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(text), PORT);
        } catch (IllegalArgumentException hasAPort) {
            HostPort server = HostPort.remote(text);
            return new InetSocketAddress(InetAddress.ofLiteral(server.host()), server.port());
        }
    }
}

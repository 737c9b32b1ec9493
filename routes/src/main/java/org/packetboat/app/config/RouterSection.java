package org.packetboat.app.config;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.packetboat.app.config.settings.RouterConfiguration;
import org.packetboat.protocols.router.RouterKey;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code router:}. What of it is needed is there, or was reported. */
record RouterSection(Folder folder, UnaryOperator<String> environment) {
    static final String[] KEYS = {"listen", "neighbours", "key", "sites", "mail-port"};
    /** A port that nothing else is known for. */
    private static final InetSocketAddress USUAL_LISTEN = HostPort.listen("0.0.0.0:4463");
    private static final String LISTEN = "an address and a port like \"0.0.0.0:4463\"";
    private static final String NEIGHBOURS = "an address and a port like \"10.1.255.255:4463\": a server, a network's "
            + "broadcast address, or a multicast group";
    private static final String KEY = "a key that all servers share: { file: FILE } or { env: NAME }";
    private static final String SITES = "sites whose routes others are told of";
    private static final int LAST_PORT = 65_535;

    Optional<RouterConfiguration> read(Optional<Value> value) {
        return value.flatMap(v -> v.section(KEYS)).flatMap(this::read);
    }

    private Optional<RouterConfiguration> read(Section section) {
        InetSocketAddress listen = section.get("listen").flatMap(v -> v.as(LISTEN, HostPort::listen))
                .orElse(USUAL_LISTEN);
        List<InetSocketAddress> neighbours = section.need("neighbours", NEIGHBOURS)
                .map(v -> v.atLeastOne(NEIGHBOURS)).orElse(List.of()).stream()
                .flatMap(v -> v.as(NEIGHBOURS, RouterSection::neighbour).stream()).distinct().toList();
        Optional<Map<String, Place>> sites = section.get("sites").map(RouterSection::sites);
        OptionalInt mail = section.get("mail-port").flatMap(v -> v.number(1, LAST_PORT)).map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        return section.need("key", KEY).flatMap(this::key)
                .map(key -> new RouterConfiguration(listen, neighbours, key, sites, mail));
    }

    private Optional<String> key(Value value) {
        Optional<String> key = new Secret(folder, environment).read(value);
        if (key.filter(k -> k.length() < RouterKey.SHORTEST).isEmpty()) return key;
        value.refuseAs("found a key of " + key.get().length() + " characters; expected at least " + RouterKey.SHORTEST
                + ", like openssl rand -hex 32 makes");
        return Optional.empty();
    }

    private static InetSocketAddress neighbour(String text) {
        InetSocketAddress address = HostPort.listen(text);
        if (address.getPort() == 0) throw new IllegalArgumentException(text);
        return address;
    }

    private static Map<String, Place> sites(Value value) {
        Map<String, Place> sites = new HashMap<>();
        value.oneOrMore().forEach(v -> v.text(SITES).ifPresent(site -> sites.put(site, v.place())));
        return sites;
    }
}

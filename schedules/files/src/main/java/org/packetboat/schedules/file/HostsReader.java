package org.packetboat.schedules.file;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.route.Probe;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code hosts:}, the hosts of a site that has several, and {@code probe:}, how they are looked after. */
final class HostsReader {
    static final String[] HOST_KEYS = {"host", "port", "preference"};
    static final String[] PROBE_KEYS = {"every", "timeout", "down-after", "up-after"};
    private static final String HOSTS = "hosts, each a name or an address, or { host: mail2.example.com, preference: "
            + "20 }";
    private static final String ASK = "ask";
    private static final String PLACE = "where to ask, like \"10.2.255.255:4463\"";
    /** The site is never called: it picks up its mail itself. */
    private static final String NONE = "none";
    private static final int USUAL_PREFERENCE = 10;
    private static final int LAST_PREFERENCE = 65_535;
    private static final int MOST_PROBES = 100;

    private HostsReader() {}

    /** Over a link that is always there; nobody, for a site that is never called. */
    static Optional<Transport> always(Section section, PeerPolicy policy) {
        if (!isNone(section)) return called(section, policy);
        refuseBoth(section);
        return Optional.of(new Transport.Hosts(List.of(), Probe.USUAL, policy));
    }

    /** Over a link that is brought up; perhaps servers that are asked for then. */
    static Optional<Transport> switched(Section section, PeerPolicy policy) {
        Value value = section.get("hosts").orElseThrow();
        if (value.keys().filter(keys -> keys.contains(ASK)).isEmpty()) return called(section, policy);
        refuseBoth(section);
        section.get("probe").ifPresent(
                v -> v.refuseAs("found \"probe\" for servers that are not known; expected it with names of hosts"));
        return value.section(ASK).flatMap(s -> s.need(ASK, PLACE)).flatMap(v -> v.as(PLACE, HostsReader::asked));
    }

    private static Transport asked(String text) {
        int colon = text.lastIndexOf(':');
        InetAddress address = InetAddress.ofLiteral(text.substring(0, Math.max(colon, 0)).replaceAll("[\\[\\]]", ""));
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port < 1 || port > TransportReader.LAST_PORT) throw new IllegalArgumentException(text);
        return new Transport.Asked(address.getHostAddress(), port);
    }

    private static Optional<Transport> called(Section section, PeerPolicy policy) {
        refuseBoth(section);
        Value value = section.get("hosts").orElseThrow();
        if (isNone(section)) value.refuse(HOSTS);
        List<SiteHost> hosts = value.atLeastOne(HOSTS).stream()
                .flatMap(v -> host(v, PeerPolicyReader.usualPort(policy)).stream()).toList();
        Probe probe = section.get("probe").flatMap(v -> v.section(PROBE_KEYS)).map(HostsReader::probe)
                .orElse(Probe.USUAL);
        return hosts.isEmpty() ? Optional.empty() : Optional.of(new Transport.Hosts(hosts, probe, policy));
    }

    private static void refuseBoth(Section section) {
        Stream.of("host", "port").filter(section::has).forEach(
                key -> section.refuseAs("found \"hosts\" and \"" + key + "\"; expected one of them: "
                        + "each of the hosts may have a port of its own"));
    }

    private static boolean isNone(Section section) {
        Value value = section.get("hosts").orElseThrow();
        return value.isScalar() && value.text(HOSTS).filter(NONE::equals).isPresent();
    }

    private static Optional<SiteHost> host(Value value, int usualPort) {
        if (value.isScalar()) {
            return name(value).map(name -> new SiteHost(name, usualPort, USUAL_PREFERENCE));
        }
        Optional<Section> section = value.section(HOST_KEYS);
        int port = section.flatMap(s -> s.get("port")).flatMap(v -> v.number(1, TransportReader.LAST_PORT))
                .orElse(usualPort);
        int preference = section.flatMap(s -> s.get("preference")).flatMap(v -> v.number(0, LAST_PREFERENCE))
                .orElse(USUAL_PREFERENCE);
        return section.flatMap(s -> s.need("host", TransportReader.HOST)).flatMap(HostsReader::name)
                .map(name -> new SiteHost(name, port, preference));
    }

    private static Optional<String> name(Value value) {
        return value.as(TransportReader.HOST, TransportReader::host);
    }

    private static Probe probe(Section section) {
        return new Probe(duration(section, "every", Probe.USUAL.every()),
                duration(section, "timeout", Probe.USUAL.timeout()),
                times(section, "down-after", Probe.USUAL.downAfter()),
                times(section, "up-after", Probe.USUAL.upAfter()));
    }

    private static Duration duration(Section section, String key, Duration usual) {
        return section.get(key).flatMap(Value::duration).orElse(usual);
    }

    private static int times(Section section, String key, int usual) {
        return section.get(key).flatMap(v -> v.number(1, MOST_PROBES)).orElse(usual);
    }
}

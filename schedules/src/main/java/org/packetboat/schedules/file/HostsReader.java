package org.packetboat.schedules.file;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.route.Probe;
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Tls;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code hosts:}, the hosts of a site that has several, and {@code probe:}, how they are looked after. */
final class HostsReader {
    static final String[] HOST_KEYS = {"host", "port", "preference"};
    static final String[] PROBE_KEYS = {"every", "timeout", "down-after", "up-after"};
    private static final String HOSTS = "hosts, each a name or an address, or { host: mail2.example.com, preference: 20 }";
    /** The site is never called: it picks up its mail itself. */
    private static final String NONE = "none";
    private static final int USUAL_PREFERENCE = 10;
    private static final int LAST_PREFERENCE = 65_535;
    private static final int MOST_PROBES = 100;

    private HostsReader() {}

    static Optional<Reach> read(Section section, Tls tls) {
        Stream.of("host", "port").filter(section::has).forEach(
                key -> section.refuseAs("found \"hosts\" and \"" + key + "\"; expected one of them: "
                        + "each of the hosts may have a port of its own"));
        Value value = section.get("hosts").orElseThrow();
        if (value.isScalar() && value.text(HOSTS).filter(NONE::equals).isPresent()) {
            return Optional.of(new Reach.Hosts(List.of(), Probe.USUAL, tls));
        }
        List<SiteHost> hosts = value.atLeastOne(HOSTS).stream().flatMap(v -> host(v).stream()).toList();
        Probe probe = section.get("probe").flatMap(v -> v.section(PROBE_KEYS)).map(HostsReader::probe)
                .orElse(Probe.USUAL);
        return hosts.isEmpty() ? Optional.empty() : Optional.of(new Reach.Hosts(hosts, probe, tls));
    }

    private static Optional<SiteHost> host(Value value) {
        if (value.isScalar()) {
            return name(value).map(name -> new SiteHost(name, ReachReader.SMTP_PORT, USUAL_PREFERENCE));
        }
        Optional<Section> section = value.section(HOST_KEYS);
        int port = section.flatMap(s -> s.get("port")).flatMap(v -> v.number(1, ReachReader.LAST_PORT))
                .orElse(ReachReader.SMTP_PORT);
        int preference = section.flatMap(s -> s.get("preference")).flatMap(v -> v.number(0, LAST_PREFERENCE))
                .orElse(USUAL_PREFERENCE);
        return section.flatMap(s -> s.need("host", ReachReader.HOST)).flatMap(HostsReader::name)
                .map(name -> new SiteHost(name, port, preference));
    }

    private static Optional<String> name(Value value) {
        return value.as(ReachReader.HOST, ReachReader::host);
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

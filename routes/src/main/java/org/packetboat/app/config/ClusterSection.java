package org.packetboat.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.app.config.settings.ClusterSettings;
import org.packetboat.connectors.kafka.client.ClientProperties;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code cluster:}, the hub whose queue brokers keep. */
record ClusterSection(KafkaSection kafka, Folder folder) {
    private static final String NAME = "a name of up to 60 letters, digits, dashes and underscores";
    private static final String NEEDED = "the device of a line, like /dev/ttyS0, or a folder that must be there";
    private static final String BROKERS = "how the hub's brokers are reached";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int MOST_COPIES = 9;

    /** @param servers what {@code servers:} says */
    Optional<ClusterSettings> read(Optional<Value> value, List<HubServer> servers) {
        Optional<Section> section = value
                .flatMap(v -> v.section("kafka", "name", "machine", "copies", "wait", "needs"));
        if (section.isPresent() && servers.stream().anyMatch(s -> !s.isHere()))
            value.get().refuseAs("found servers with hosts, too; expected one or the other: the machines of a cluster "
                    + "share one queue, those under servers have one each");
        return section.flatMap(this::read);
    }

    /**
     * Mail for local domains must not lie on a disk that dies with a machine.
     *
     * @param root   all of packetboat.yaml
     * @param outlet where mail for local domains goes
     */
    static void check(Section root, Transport outlet) {
        boolean stays = root.has("cluster") && root.has("local-domains") && outlet instanceof Transport.Maildir;
        if (!stays) return;
        if (root.has("local")) {
            root.get("local").ifPresent(v -> v.warn("with cluster, these Maildirs have to lie on a disk that all "
                    + "machines of the hub share, and that outlives each of them"));
        } else {
            root.get("local-domains").ifPresent(v -> v.refuseAs("found no key local, so that their mail would lie in "
                    + "the data folder of the machine that owns the queue, and die with it; expected local: an LMTP "
                    + "or SMTP host, or a Maildir on a disk that all machines share"));
        }
    }

    private Optional<ClusterSettings> read(Section section) {
        Optional<Section> brokers = section.need("kafka", BROKERS)
                .flatMap(v -> v.section("bootstrap-servers", "client"));
        Optional<String> name = name(section, "name");
        Optional<String> machine = name(section, "machine");
        List<String> servers = brokers.map(KafkaSection::servers).orElse(List.of());
        Map<String, String> client = brokers.flatMap(s -> s.get("client")).map(this::client).orElse(Map.of());
        int copies = section.get("copies").flatMap(v -> v.number(1, MOST_COPIES)).orElse(ClusterSettings.COPIES);
        Duration waits = section.get("wait").flatMap(ClusterSection::waiting).orElse(Duration.ZERO);
        List<Path> needs = section.get("needs").map(Value::oneOrMore).orElse(List.of()).stream()
                .flatMap(v -> v.as(NEEDED, folder::resolve).stream()).toList();
        if (copies < ClusterSettings.COPIES)
            section.get("copies").ifPresent(v -> v.warn("with fewer than 3 copies, no broker may be away without the "
                    + "hub standing still or losing mail that was acknowledged"));
        return name.flatMap(hub -> machine
                .map(m -> new ClusterSettings(servers, client, hub, m, copies, waits, needs,
                        section.place())));
    }

    private Map<String, String> client(Value value) {
        for (Value.Named named : value.named(KafkaSection.CLIENT))
            if (ClientProperties.isLogs(named.name()))
                named.value().refuseAs("can't be set: the hub's log depends on it");
        return kafka.client(value);
    }

    private static Optional<String> name(Section section, String key) {
        return section.need(key, NAME).flatMap(v -> v.as(NAME, ClusterSection::name));
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,59}")) throw new IllegalArgumentException(text);
        return text;
    }

    private static Optional<Duration> waiting(Value value) {
        Optional<Duration> wait = value.duration();
        if (wait.filter(w -> w.compareTo(LONGEST_WAIT) > 0).isEmpty()) return wait;
        value.refuse("a time of up to 1m");
        return Optional.empty();
    }
}

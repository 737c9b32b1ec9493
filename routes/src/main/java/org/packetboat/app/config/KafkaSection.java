package org.packetboat.app.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.packetboat.app.config.settings.KafkaRecords;
import org.packetboat.app.config.settings.KafkaSource;
import org.packetboat.app.config.settings.KafkaTopic;
import org.packetboat.connectors.kafka.client.ClientProperties;
import org.packetboat.connectors.kafka.client.PositionRule;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code kafka:}. What of it is needed is there, or was reported. */
record KafkaSection(Folder folder, UnaryOperator<String> environment) {
    static final String[] KEYS = {"bootstrap-servers", "topics", "dead-letter", "group", "position", "attachments",
            "events", "client"};
    private static final String SERVERS = "a broker, or a list of them, like \"kafka.example.com:9092\"";
    private static final String TOPICS = "the topics whose records are mail";
    private static final String DEAD_LETTER = "the topic for records that can't be mail";
    private static final String EVENTS = "the topic that status events are written to";
    private static final String TOPIC = "a topic: up to 249 letters, digits, dots, dashes and underscores";
    static final String CLIENT = "settings of Kafka's clients, like security.protocol: SASL_SSL";

    /** @param usage the topic for usage, which is told by the same connection */
    Optional<KafkaSource> read(Optional<Value> value, Domain server, Optional<Value> usage) {
        if (value.isEmpty())
            usage.ifPresent(v -> v.refuseAs("found a topic, and no \"kafka\" that says where; expected "
                    + "kafka: { bootstrap-servers: ... }"));
        Optional<KafkaSource> read = value.flatMap(v -> v.section(KEYS))
                .map(section -> read(section, server, usage.isPresent()));
        usage.ifPresent(v -> read.filter(kafka -> kafka.isOtherwiseUsed(text(v)))
                .ifPresent(_ -> v.refuseAs("found a topic that kafka names for mail or events; expected another one")));
        return read;
    }

    private static String text(Value value) {
        return topic(value).map(KafkaTopic::name).orElse("");
    }

    private KafkaSource read(Section section, Domain server, boolean usage) {
        List<String> servers = servers(section);
        Optional<KafkaTopic> events = section.get("events").flatMap(v -> v.section("topic"))
                .flatMap(s -> s.need("topic", EVENTS)).flatMap(KafkaSection::topic);
        boolean mail = events.isEmpty() && !section.has("events") && !usage
                || List.of("topics", "dead-letter", "group", "position", "attachments").stream().anyMatch(section::has);
        return new KafkaSource(servers, mail ? mail(section, server, events) : Optional.empty(), events,
                section.get("client").map(this::client).orElse(Map.of()), section.place());
    }

    private Optional<KafkaRecords> mail(Section section, Domain server, Optional<KafkaTopic> events) {
        List<KafkaTopic> topics = list(section, "topics", TOPICS).stream().flatMap(v -> topic(v).stream()).toList();
        List<String> names = topics.stream().map(KafkaTopic::name).toList();
        Optional<Value> deadLetter = section.need("dead-letter", DEAD_LETTER);
        Optional<KafkaTopic> dead = deadLetter.flatMap(KafkaSection::topic);
        if (dead.filter(d -> names.contains(d.name())).isPresent())
            deadLetter.get().refuse("a topic that is not itself read as mail");
        events.filter(e -> names.contains(e.name())).ifPresent(_ -> section.get("events")
                .ifPresent(v -> v.refuseAs("found a topic that is read as mail; expected another one")));
        String group = section.get("group").flatMap(v -> v.text("the name of a consumer group"))
                .orElse("packetboat-" + server.name());
        Optional<Path> attachments = section.get("attachments").flatMap(folder::folder);
        PositionRule position = section.get("position").flatMap(v -> v.oneOf(PositionRule.class))
                .orElse(PositionRule.FOLDER);
        return dead.map(d -> new KafkaRecords(topics, d, group, position, attachments));
    }

    /** The brokers to begin with. */
    static List<String> servers(Section section) {
        return list(section, "bootstrap-servers", SERVERS).stream()
                .flatMap(v -> v.as(SERVERS, KafkaSection::broker).stream()).toList();
    }

    private static List<Value> list(Section section, String key, String expected) {
        return section.need(key, expected).map(v -> v.atLeastOne(expected)).orElse(List.of());
    }

    private static String broker(String text) {
        HostPort.remote(text);
        return text;
    }

    /** The name of a topic. */
    static Optional<KafkaTopic> topic(Value value) {
        return value.as(TOPIC, KafkaSection::topic).map(name -> new KafkaTopic(name, value.path(), value.place()));
    }

    /** What Kafka takes as a topic's name. */
    private static String topic(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,249}") || text.matches("\\.{1,2}"))
            throw new IllegalArgumentException(text);
        return text;
    }

    /** Settings of Kafka's own clients. */
    Map<String, String> client(Value value) {
        Map<String, String> client = new HashMap<>();
        for (Value.Named named : value.named(CLIENT)) {
            if (ClientProperties.isOurs(named.name())) {
                named.value().refuseAs("can't be set: that no mail and no event is lost or doubled depends on it");
            } else {
                if (!ClientProperties.isKnown(named.name()))
                    named.value().warn("no setting of this name is known to Kafka's clients");
                new Secret(folder, environment).read(named.value()).ifPresent(v -> client.put(named.name(), v));
            }
        }
        return client;
    }
}

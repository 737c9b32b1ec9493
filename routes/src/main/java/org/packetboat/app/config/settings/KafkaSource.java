package org.packetboat.app.config.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problem;

/**
 * What is done with Kafka.
 *
 * @param servers brokers to begin with, {@code host:port}
 * @param mail    which records are mail; empty if none is read
 * @param events  the topic for status events
 * @param client  settings of Kafka's own clients; their values may be secrets and are never told
 * @param place   where it is configured
 */
public record KafkaSource(List<String> servers, Optional<KafkaRecords> mail, Optional<KafkaTopic> events,
        Map<String, String> client, Place place) {
    public KafkaSource {
        servers = List.copyOf(servers);
        client = Map.copyOf(client);
    }

    /** Whether mail is read from a topic of this name, or other things are written to it. */
    public boolean isOtherwiseUsed(String topic) {
        return Stream.concat(events.stream(), mail.stream().flatMap(records -> Stream
                .concat(records.topics().stream(), Stream.of(records.deadLetter())))).map(KafkaTopic::name)
                .anyMatch(topic::equals);
    }

    /** All of it can't be used. */
    public Problem problem(String message) {
        return new Problem(Problem.Weight.ERROR, place, "kafka", message);
    }

    @Override
    public String toString() {
        return "KafkaSource[servers=" + servers + ", mail=" + mail + ", events=" + events + ", client="
                + client.keySet() + "]";
    }
}

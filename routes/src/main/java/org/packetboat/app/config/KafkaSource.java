package org.packetboat.app.config;

import java.util.List;
import java.util.Map;

/**
 * How mail is taken in from Kafka.
 *
 * @param servers    brokers to begin with, {@code host:port}
 * @param topics     whose records are mail
 * @param deadLetter the topic for records that can't be mail
 * @param group      the consumer group
 * @param client     settings of Kafka's own clients; their values may be secrets and are never told
 */
public record KafkaSource(List<String> servers, List<String> topics, String deadLetter, String group,
        Map<String, String> client) {
    public KafkaSource {
        servers = List.copyOf(servers);
        topics = List.copyOf(topics);
        client = Map.copyOf(client);
    }

    @Override
    public String toString() {
        return "KafkaSource[servers=" + servers + ", topics=" + topics + ", deadLetter=" + deadLetter + ", group="
                + group + ", client=" + client.keySet() + "]";
    }
}

package org.packetboat.connectors.kafka.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings of Kafka's own clients that the user gives: TLS, SASL, timeouts. Their values may be secrets and are never
 * told.
 */
public record ClientProperties(Map<String, String> values) {
    /** What exactly-once intake and events in order decide themselves. */
    private static final Set<String> OURS = Set.of("bootstrap.servers", "group.id", "group.instance.id",
            "enable.auto.commit", "auto.offset.reset", "key.deserializer", "value.deserializer", "key.serializer",
            "value.serializer", "acks", "enable.idempotence", "transactional.id", "allow.auto.create.topics",
            "delivery.timeout.ms", "max.in.flight.requests.per.connection");

    /** What a hub's log decides itself, beyond that. */
    private static final Set<String> LOGS = Set.of("transaction.timeout.ms", "max.request.size", "buffer.memory",
            "retries", "isolation.level", "max.block.ms", "request.timeout.ms");

    public ClientProperties {
        values = Map.copyOf(values);
    }

    /** Whether this is set here, so that a user can't. */
    public static boolean isOurs(String name) {
        return OURS.contains(name);
    }

    /** Whether a hub's log depends on it, so that a user can't set it for that. */
    public static boolean isLogs(String name) {
        return LOGS.contains(name);
    }

    /** Whether one of Kafka's clients has a setting of this name. */
    public static boolean isKnown(String name) {
        return ConsumerConfig.configNames().contains(name) || ProducerConfig.configNames().contains(name)
                || AdminClientConfig.configNames().contains(name);
    }

    /** These, over defaults and under what can't be changed. */
    Properties with(Map<String, Object> defaults, Map<String, Object> fixed) {
        Map<String, Object> all = new HashMap<>(defaults);
        all.putAll(values);
        all.putAll(fixed);
        Properties properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    /** Names only. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}

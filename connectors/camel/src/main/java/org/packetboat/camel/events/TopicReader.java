package org.packetboat.camel.events;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Who reads a topic of events.
 *
 * @param brokers  to begin with, {@code host:port}, commas between
 * @param topic    its name
 * @param name     under which it is remembered how far was read: the consumer group
 * @param settings of Kafka's client, under Kafka's names: TLS, SASL and so on
 */
public record TopicReader(String brokers, String topic, String name, Map<String, Object> settings) {
    private static final int PAGE = 200;

    /** Reading at least once depends on these settings, so the user's do not replace them. */
    Properties properties() {
        Properties all = new Properties();
        all.putAll(settings);
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, name);
        all.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, name);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        all.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(PAGE));
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        return all;
    }
}

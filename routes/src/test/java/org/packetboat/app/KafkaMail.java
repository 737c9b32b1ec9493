package org.packetboat.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic {@code mail} of a broker: made, written to, and read by a server. */
record KafkaMail(KafkaBroker broker) {
    static final String TOPIC = "mail";

    private Map<String, Object> at() {
        return Map.of("bootstrap.servers", broker.address());
    }

    Admin admin() {
        return Admin.create(at());
    }

    /** @param settings of the topic */
    void make(int partitions, Map<String, String> settings) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1).configs(settings))).all().get();
        }
    }

    /** @param further settings of the producer */
    KafkaProducer<byte[], byte[]> producer(Map<String, Object> further) {
        Map<String, Object> settings = new HashMap<>(at());
        settings.putAll(further);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static ProducerRecord<byte[], byte[]> record(String value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TOPIC, value.getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /** A server that reads it, and notices soon when the broker is gone or back. */
    Home home(Path folder) {
        return new Home(folder).withUsualConfiguration("""
                kafka:
                  bootstrap-servers: "%s"
                  topics: %s
                  dead-letter: mail.dead
                  client: { session.timeout.ms: 6000, reconnect.backoff.max.ms: 200 }
                """.formatted(broker.address(), TOPIC));
    }
}

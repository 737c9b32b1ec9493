package org.packetboat.connectors.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.packetboat.connectors.kafka.client.KafkaState;
import org.packetboat.connectors.kafka.client.MetadataNews;
import org.packetboat.connectors.kafka.client.Waits;
import org.packetboat.connectors.kafka.position.Positions;
import org.packetboat.connectors.kafka.position.Rewind;
import org.packetboat.connectors.kafka.position.Told;
import org.packetboat.connectors.kafka.record.Records;

/** One consumer's life, on Kafka's own fake of a consumer: what its tests stand on. */
abstract class IntakeFixture {
    static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 0);
    static final Uuid TOPIC_ID = Uuid.randomUuid();
    static final String SOURCE = "kafka/" + TOPIC_ID + "/0";

    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    final MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(),
            new ByteArraySerializer());
    final KeptMail kept = new KeptMail();
    final MetadataNews news = new MetadataNews();
    final Queue<Rewind> rewinds = new ArrayDeque<>();
    boolean absent;
    boolean away;
    Uuid topicId = TOPIC_ID;
    Instant now = Instant.parse("2026-11-20T00:00:00Z");
    final KafkaState state = new KafkaState("kafka", () -> now);

    /** The broker's answer. */
    Map<String, Uuid> ids(Collection<String> topics) {
        if (away) throw new TimeoutException("no answer");
        return absent && topics.equals(Records.SETTINGS.topics()) ? Map.of() : Map.of(Records.TOPIC, topicId);
    }

    IntakeSession session() {
        return session(producer);
    }

    IntakeSession session(MockProducer<byte[], byte[]> dead) {
        IntakeSession session = new IntakeSession(consumer,
                new Positions(consumer, this::ids, kept, Records.SETTINGS),
                new Consigner(kept, kept, Records.SETTINGS, new DeadLetters("mail.dead", () -> dead), () -> now),
                new Waits(Duration.ofSeconds(1)),
                new Lookout(consumer, this::ids, news, Records.SETTINGS, state, () -> now), state, rewinds, () -> now);
        session.subscribe(List.of(Records.TOPIC));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        consumer.rebalance(List.of(PARTITION));
        return session;
    }

    void arrive(ConsumerRecord<byte[], byte[]> record) {
        consumer.addRecord(record);
        consumer.updateEndOffsets(Map.of(PARTITION, record.offset() + 1));
    }

    static String reason(ProducerRecord<byte[], byte[]> dead) {
        return new String(dead.headers().lastHeader("packetboat-reason").value());
    }

    static OffsetAndMetadata told(Uuid topic, long offset) {
        return new OffsetAndMetadata(offset, new Told(topic, 7, "hub.example.com").text());
    }
}

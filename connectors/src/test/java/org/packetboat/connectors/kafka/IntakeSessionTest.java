package org.packetboat.connectors.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** One consumer's life, on Kafka's own fake of a consumer. */
class IntakeSessionTest {
    private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 0);
    private static final Uuid TOPIC_ID = Uuid.randomUuid();
    private static final String SOURCE = "kafka/" + TOPIC_ID + "/0";

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(),
            new ByteArraySerializer());
    private final KeptMail kept = new KeptMail();
    private Instant now = Instant.parse("2026-11-20T00:00:00Z");

    private IntakeSession session() {
        return session(producer);
    }

    private IntakeSession session(MockProducer<byte[], byte[]> dead) {
        IntakeSession session = new IntakeSession(consumer,
                new Positions(consumer, Map.of(Records.TOPIC, TOPIC_ID), kept),
                new Consigner(kept, kept, Records.SETTINGS, new DeadLetters("mail.dead", () -> dead), () -> now),
                new Waits(Duration.ofSeconds(1)), () -> now);
        session.subscribe(List.of(Records.TOPIC));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        consumer.rebalance(List.of(PARTITION));
        return session;
    }

    private void arrive(ConsumerRecord<byte[], byte[]> record) {
        consumer.addRecord(record);
        consumer.updateEndOffsets(Map.of(PARTITION, record.offset() + 1));
    }

    private static String reason(ProducerRecord<byte[], byte[]> dead) {
        return new String(dead.headers().lastHeader("packetboat-reason").value());
    }

    @Test
    void takesMailAndMovesThePositionBehindIt() {
        IntakeSession session = session();
        arrive(Records.message(0, "a@x.example"));
        arrive(Records.message(1, "b@x.example", "c@y.example"));
        session.step();
        assertEquals(2, kept.mails.size());
        assertEquals(Map.of(SOURCE, 2L), kept.positions);
        assertEquals(new OffsetAndMetadata(2), consumer.committed(Set.of(PARTITION)).get(PARTITION));
    }

    @Test
    void startsAtTheStoredPositionWhateverTheGroupSays() {
        kept.positions.put(SOURCE, 5L);
        IntakeSession session = session();
        assertEquals(5, consumer.position(PARTITION));
        session.step();
        assertEquals(new OffsetAndMetadata(5), consumer.committed(Set.of(PARTITION)).get(PARTITION));
    }

    @Test
    void putsARecordThatIsNoMailAsideAndGoesOn() {
        IntakeSession session = session();
        arrive(Records.of(0, "hello"));
        arrive(Records.message(1, "a@x.example"));
        session.step();
        assertEquals(1, kept.mails.size());
        assertEquals(2, kept.positions.get(SOURCE));
        ProducerRecord<byte[], byte[]> dead = producer.history().getFirst();
        assertEquals("hello", new String(dead.value()));
        assertEquals("0", new String(dead.headers().lastHeader("packetboat-offset").value()));
        assertTrue(reason(dead).startsWith("invalid JSON"), reason(dead));
    }

    @Test
    void takesMailForThoseWhoCanBeReachedAndTellsOfTheOthers() {
        kept.unroutable.add("nowhere.example");
        IntakeSession session = session();
        arrive(Records.message(0, "a@x.example", "b@nowhere.example"));
        arrive(Records.message(1, "c@nowhere.example"));
        session.step();
        assertEquals(1, kept.mails.size());
        assertEquals(1, kept.mails.getFirst().recipients().size());
        assertEquals(List.of("refused for b@nowhere.example: 550 5.4.4 No route; taken for all others",
                "refused for c@nowhere.example: 550 5.4.4 No route"),
                producer.history().stream().map(IntakeSessionTest::reason).toList());
    }

    @Test
    void aMessageOverTheLimitIsPutAside() {
        IntakeSession session = session();
        arrive(Records.of(0, "A: " + "b".repeat(2000), "mail-from", "<>", "rcpt-to", "a@x.example"));
        session.step();
        assertEquals("the message has 2005 bytes; at most 1000 are taken", reason(producer.history().getFirst()));
    }

    @Test
    void pausesWhileTheQueueIsFullAndLosesNothing() {
        IntakeSession session = session();
        kept.failures = 2;
        arrive(Records.message(0, "a@x.example"));
        session.step();
        assertEquals(Set.of(PARTITION), consumer.paused());
        assertEquals(0, consumer.position(PARTITION));
        session.step();
        assertEquals(List.of(), kept.mails);
        arrive(Records.message(0, "a@x.example"));
        now = now.plusSeconds(1);
        session.step();
        assertEquals(Set.of(PARTITION), consumer.paused());
        arrive(Records.message(0, "a@x.example"));
        now = now.plusSeconds(1);
        session.step();
        assertEquals(List.of(), kept.mails);
        now = now.plusSeconds(1);
        session.step();
        assertEquals(1, kept.mails.size());
        assertEquals(1, kept.positions.get(SOURCE));
    }

    @Test
    void whileTheQueueIsFullNoPartitionIsRead() {
        IntakeSession session = session();
        TopicPartition other = new TopicPartition(Records.TOPIC, 1);
        consumer.updateBeginningOffsets(Map.of(other, 0L));
        consumer.rebalance(List.of(PARTITION, other));
        kept.failures = 1;
        arrive(Records.message(0, "a@x.example"));
        session.step();
        assertEquals(Set.of(PARTITION, other), consumer.paused());
    }

    @Test
    void recordsReadBehindSomeThatFailArePutBackWithThem() {
        IntakeSession session = session();
        kept.slow = true;
        kept.failures = 1;
        arrive(Records.message(0, "a@x.example"));
        session.step();
        arrive(Records.message(1, "b@x.example"));
        kept.whenFilling = () -> kept.onTheirWay.removeFirst().run();
        session.step();
        assertEquals(Set.of(PARTITION), consumer.paused());
        assertEquals(0, consumer.position(PARTITION));
        assertEquals(List.of(), kept.mails);
        arrive(Records.message(0, "a@x.example"));
        arrive(Records.message(1, "b@x.example"));
        now = now.plusSeconds(1);
        session.step();
        session.step();
        assertEquals(2, kept.mails.size());
        assertEquals(Map.of(SOURCE, 2L), kept.positions);
    }

    @Test
    void theEndWaitsForWhatIsOnItsWay() {
        IntakeSession session = session();
        kept.slow = true;
        arrive(Records.message(0, "a@x.example"));
        session.step();
        Thread.ofVirtual().start(kept.onTheirWay.removeFirst());
        session.close();
        assertEquals(Map.of(SOURCE, 1L), kept.positions);
    }

    @Test
    void aDeadLetterThatCannotBeWrittenKeepsThePosition() {
        MockProducer<byte[], byte[]> broken = new MockProducer<>(true, null, new ByteArraySerializer(),
                new ByteArraySerializer());
        broken.sendException = new KafkaException("not allowed");
        IntakeSession session = session(broken);
        arrive(Records.of(0, "hello"));
        assertThrows(KafkaException.class, session::step);
        assertEquals(Map.of(), kept.positions);
    }

    @Test
    void aDeadLetterThatTheBrokerRefusesLaterKeepsThePosition() {
        MockProducer<byte[], byte[]> refusing = new MockProducer<>(false, null, new ByteArraySerializer(),
                new ByteArraySerializer()) {
            @Override
            public java.util.concurrent.Future<org.apache.kafka.clients.producer.RecordMetadata> send(
                    ProducerRecord<byte[], byte[]> record) {
                var sent = super.send(record);
                errorNext(new KafkaException("not enough replicas"));
                return sent;
            }
        };
        IntakeSession session = session(refusing);
        arrive(Records.of(0, "hello"));
        assertThrows(KafkaException.class, session::step);
        assertEquals(Map.of(), kept.positions);
    }

    @Test
    void aDeadLetterTooLargeForItsTopicLeavesItsValueBehind() {
        MockProducer<byte[], byte[]> narrow = new MockProducer<>(false, null, new ByteArraySerializer(),
                new ByteArraySerializer()) {
            @Override
            public java.util.concurrent.Future<org.apache.kafka.clients.producer.RecordMetadata> send(
                    ProducerRecord<byte[], byte[]> record) {
                var sent = super.send(record);
                if (record.value() != null) errorNext(new RecordTooLargeException());
                else completeNext();
                return sent;
            }
        };
        IntakeSession session = session(narrow);
        arrive(Records.of(0, "hello"));
        session.step();
        assertEquals("5 bytes",
                new String(narrow.history().getLast().headers().lastHeader("packetboat-left-out").value()));
        assertEquals(1, kept.positions.get(SOURCE));
    }

    @Test
    void goesOnWithTheFirstRecordThatIsLeftWhenSomeWereDeleted() {
        kept.positions.put(SOURCE, 5L);
        IntakeSession session = session();
        consumer.updateBeginningOffsets(Map.of(PARTITION, 9L));
        consumer.updateEndOffsets(Map.of(PARTITION, 12L));
        consumer.setPollException(
                new org.apache.kafka.clients.consumer.OffsetOutOfRangeException(Map.of(PARTITION, 5L)));
        session.step();
        assertEquals(9, kept.positions.get(SOURCE));
        assertEquals(9, consumer.position(PARTITION));
    }
}

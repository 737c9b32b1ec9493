package org.packetboat.connectors.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.kafka.client.KafkaReport;
import org.packetboat.connectors.kafka.client.KafkaState;
import org.packetboat.connectors.kafka.client.MetadataNews;
import org.packetboat.connectors.kafka.client.Waits;
import org.packetboat.connectors.kafka.position.Positions;
import org.packetboat.connectors.kafka.position.Rewind;
import org.packetboat.connectors.kafka.position.RewindTo;
import org.packetboat.connectors.kafka.position.Told;
import org.packetboat.connectors.kafka.record.Records;

/** One consumer's life, on Kafka's own fake of a consumer. */
class IntakeSessionTest {
    private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 0);
    private static final Uuid TOPIC_ID = Uuid.randomUuid();
    private static final String SOURCE = "kafka/" + TOPIC_ID + "/0";

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(),
            new ByteArraySerializer());
    private final KeptMail kept = new KeptMail();
    private final MetadataNews news = new MetadataNews();
    private final Queue<Rewind> rewinds = new ArrayDeque<>();
    private boolean absent;
    private boolean away;
    private Uuid topicId = TOPIC_ID;
    private Instant now = Instant.parse("2026-11-20T00:00:00Z");
    private final KafkaState state = new KafkaState("kafka", () -> now);

    /** The broker's answer. */
    private Map<String, Uuid> ids(Collection<String> topics) {
        if (away) throw new TimeoutException("no answer");
        return absent && topics.equals(Records.SETTINGS.topics()) ? Map.of() : Map.of(Records.TOPIC, topicId);
    }

    private IntakeSession session() {
        return session(producer);
    }

    private IntakeSession session(MockProducer<byte[], byte[]> dead) {
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

    private void arrive(ConsumerRecord<byte[], byte[]> record) {
        consumer.addRecord(record);
        consumer.updateEndOffsets(Map.of(PARTITION, record.offset() + 1));
    }

    private static String reason(ProducerRecord<byte[], byte[]> dead) {
        return new String(dead.headers().lastHeader("packetboat-reason").value());
    }

    private static OffsetAndMetadata told(Uuid topic, long offset) {
        return new OffsetAndMetadata(offset, new Told(topic, 7, "hub.example.com").text());
    }

    @Test
    void takesMailAndMovesThePositionBehindIt() {
        IntakeSession session = session();
        arrive(Records.message(0, "a@x.example"));
        arrive(Records.message(1, "b@x.example", "c@y.example"));
        session.step();
        assertEquals(2, kept.mails.size());
        assertEquals(Map.of(SOURCE, 2L), kept.positions);
        assertEquals(told(TOPIC_ID, 2), consumer.committed(Set.of(PARTITION)).get(PARTITION));
    }

    @Test
    void startsAtTheStoredPositionWhateverTheGroupSays() {
        kept.positions.put(SOURCE, 5L);
        IntakeSession session = session();
        assertEquals(5, consumer.position(PARTITION));
        session.step();
        assertEquals(told(TOPIC_ID, 5), consumer.committed(Set.of(PARTITION)).get(PARTITION));
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
        assertEquals("the record has 2003 bytes; at most 1000 are taken", reason(producer.history().getFirst()));
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

    @Test
    void aTopicMadeAgainIsReadFromItsFirstRecordThoughTheOldPositionIsInRange() {
        kept.positions.put(SOURCE, 5L);
        IntakeSession session = session();
        session.step();
        topicId = Uuid.randomUuid();
        news.onUpdate(null);
        arrive(Records.message(5, "late@x.example"));
        session.step();
        assertEquals(List.of(), kept.mails);
        assertEquals(0, consumer.position(PARTITION));
        arrive(Records.message(0, "first@x.example"));
        session.step();
        assertEquals(1, kept.mails.size());
        assertEquals(1, kept.positions.get("kafka/" + topicId + "/0"));
        assertEquals(5, kept.positions.get(SOURCE));
        assertEquals(told(topicId, 1), consumer.committed(Set.of(PARTITION)).get(PARTITION));
    }

    @Test
    void aTopicMadeAgainWithAsManyRecordsAsBeforeIsFoundWhileNothingComes() {
        kept.positions.put(SOURCE, 5L);
        IntakeSession session = session();
        consumer.updateEndOffsets(Map.of(PARTITION, 5L));
        session.step();
        topicId = Uuid.randomUuid();
        now = now.plusSeconds(10);
        session.step();
        now = now.plusSeconds(1);
        session.step();
        assertEquals(0, consumer.position(PARTITION));
    }

    @Test
    void outOfRangeInATopicMadeAgainNeverJumpsToItsEnd() {
        kept.positions.put(SOURCE, 50L);
        IntakeSession session = session();
        session.step();
        topicId = Uuid.randomUuid();
        consumer.updateEndOffsets(Map.of(PARTITION, 20L));
        consumer.setPollException(
                new org.apache.kafka.clients.consumer.OffsetOutOfRangeException(Map.of(PARTITION, 50L)));
        session.step();
        assertEquals(0, consumer.position(PARTITION));
        assertEquals(Map.of(SOURCE, 50L), kept.positions);
    }

    @Test
    void aLogThatWasCutIsReadOnWhereItPartsFromWhatWeHave() {
        kept.positions.put(SOURCE, 50L);
        IntakeSession session = session();
        consumer.updateEndOffsets(Map.of(PARTITION, 48L));
        consumer.setPollException(new LogTruncationException(Map.of(PARTITION, 50L),
                Map.of(PARTITION, new OffsetAndMetadata(44))));
        session.step();
        assertEquals(44, consumer.position(PARTITION));
        assertEquals(44, kept.positions.get(SOURCE));
    }

    @Test
    void aRecordThatFailsForWantOfMemoryIsTriedAgainAndThenPutAside() {
        kept.failing = "big@x.example";
        IntakeSession session = session();
        for (int i = 0; i < 4; i++) {
            arrive(Records.message(0, "big@x.example"));
            arrive(Records.message(1, "a@x.example"));
            session.step();
            assertEquals(i < 3 ? 0 : 1, kept.mails.size());
            now = now.plusSeconds(30);
        }
        assertEquals("can't be read here: java.lang.OutOfMemoryError: Java heap space; tried 3 times",
                reason(producer.history().getFirst()));
        assertEquals(Map.of(SOURCE, 2L), kept.positions);
    }

    @Test
    void aDeadLetterOfAPartlyRefusedRecordCanBeSentAgainAsItIs() {
        kept.unroutable.add("nowhere.example");
        IntakeSession session = session();
        arrive(Records.of(0, "Subject: x\n\n", "mail-from", "<>", "Rcpt-To", "a@x.example", "rcpt-to",
                "b@nowhere.example", "packetboat-reason", "an earlier one"));
        arrive(Records.of(1, "{\"from\": \"s@x.example\", \"to\": \"a@x.example\", \"bcc\": \"b@nowhere.example\","
                + " \"text\": \"\"}"));
        session.step();
        assertEquals(2, kept.mails.size());
        kept.unroutable.clear();
        List<ProducerRecord<byte[], byte[]>> dead = List.copyOf(producer.history());
        for (ProducerRecord<byte[], byte[]> letter : dead) {
            assertEquals(1, count(letter, "packetboat-reason"));
            ConsumerRecord<byte[], byte[]> again = Records.of(2 + dead.indexOf(letter), letter.value());
            letter.headers().forEach(again.headers()::add);
            arrive(again);
        }
        session.step();
        assertEquals(List.of("b@nowhere.example", "b@nowhere.example"), kept.mails.subList(2, 4).stream()
                .map(m -> m.recipients().getFirst().address().toString()).toList());
        assertEquals(1, kept.mails.getLast().recipients().size());
    }

    private static int count(ProducerRecord<byte[], byte[]> letter, String header) {
        int count = 0;
        for (var _ : letter.headers().headers(header))
            count++;
        return count;
    }

    @Test
    void operatorsHaveRecordsReadAgain() {
        IntakeSession session = session();
        arrive(Records.message(0, "a@x.example"));
        arrive(Records.message(1, "b@x.example"));
        session.step();
        Rewind wish = new Rewind(Records.TOPIC, OptionalInt.empty(), new RewindTo.Offset(1), new CompletableFuture<>());
        rewinds.add(wish);
        session.step();
        assertEquals(List.of("mail-0: was at 2, goes on at 1; 1 are read again"), wish.answer().join());
        assertEquals(1, consumer.position(PARTITION));
        assertEquals(Map.of(SOURCE, 1L), kept.positions);
        assertEquals(told(TOPIC_ID, 1), consumer.committed(Set.of(PARTITION)).get(PARTITION));
        Rewind beyond = new Rewind(Records.TOPIC, OptionalInt.of(0), new RewindTo.Offset(9), new CompletableFuture<>());
        rewinds.add(beyond);
        session.step();
        assertEquals("mail-0 has no offset 9; expected one from 0 to 2", assertThrows(CompletionException.class,
                beyond.answer()::join).getCause().getMessage());
    }

    @Test
    void aTopicThatIsNotThereIsTroubleUntilItIs() {
        absent = true;
        IntakeSession session = session();
        session.step();
        assertEquals("the broker has no topic mail", state.report().lasting().orElseThrow().reason());
        absent = false;
        now = now.plusSeconds(10);
        session.step();
        assertEquals("reading", state.report().state());
        assertEquals(Optional.of(now), state.report().trouble().orElseThrow().over());
    }

    @Test
    void aBrokerThatIsAwayIsTroubleWithinTenSecondsAndEndsNothing() {
        IntakeSession session = session();
        session.step();
        away = true;
        now = now.plusSeconds(10);
        session.step();
        assertEquals("trouble", state.report().state());
        away = false;
        arrive(Records.message(0, "a@x.example"));
        session.step();
        assertEquals("reading", state.report().state());
        session.step();
        assertEquals(1, state.report().taken());
        now = now.plusSeconds(1);
        session.step();
        assertEquals(List.of(new KafkaReport.Partition("mail", 0, 1, 0)), state.report().partitions());
    }
}

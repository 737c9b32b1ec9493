package org.packetboat.connectors.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.kafka.client.KafkaReport;
import org.packetboat.connectors.kafka.position.Rewind;
import org.packetboat.connectors.kafka.position.RewindTo;
import org.packetboat.connectors.kafka.record.Records;

/** Records become mail in their order, whatever queue, broker and operator do meanwhile. */
class IntakeSessionTest extends IntakeFixture {
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

    /** What stands before it is taken, it and what stands behind it waits; nothing is lost, dead or twice. */
    @Test
    void recordForASiteThatTakesTooMuchOfTheDiskWaitsAndHoldsUpNoOtherPartition() {
        IntakeSession session = session();
        TopicPartition other = new TopicPartition(Records.TOPIC, 1);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, other, 0L));
        consumer.rebalance(List.of(PARTITION, other));
        kept.over.add("flood.example");
        arrive(Records.message(0, "a@x.example"));
        arrive(Records.message(1, "b@flood.example"));
        arrive(Records.message(2, "c@x.example"));
        session.step();
        session.step();
        assertEquals(1, kept.mails.size());
        assertEquals(Map.of(SOURCE, 1L), kept.positions);
        assertEquals(Set.of(PARTITION), consumer.paused());
        assertEquals(1, consumer.position(PARTITION));
        assertEquals("put off", state.report().state());
        assertEquals(List.of(), producer.history());
    }

    @Test
    void recordForSomebodyOfWhomHisListSaysNothingYetHoldsUpNoOtherPartition() {
        IntakeSession session = session();
        TopicPartition other = new TopicPartition(Records.TOPIC, 1);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, other, 0L));
        consumer.rebalance(List.of(PARTITION, other));
        kept.notKnownYet.add("listed.example");
        arrive(Records.message(0, "a@listed.example"));
        session.step();
        assertEquals(Set.of(PARTITION), consumer.paused());
        assertEquals(List.of(), producer.history());
    }

    @Test
    void recordThatWasPutOffIsTakenWhenThereIsRoomAgain() {
        IntakeSession session = session();
        kept.over.add("flood.example");
        arrive(Records.message(0, "a@flood.example"));
        session.step();
        now = now.plus(HeldPartitions.WAIT);
        arrive(Records.message(0, "a@flood.example"));
        session.step();
        assertEquals(Set.of(PARTITION), consumer.paused());
        assertEquals(List.of(), kept.mails);
        kept.over.clear();
        now = now.plus(HeldPartitions.WAIT);
        arrive(Records.message(0, "a@flood.example"));
        arrive(Records.message(1, "b@x.example"));
        session.step();
        session.step();
        assertEquals(2, kept.mails.size());
        assertEquals(Map.of(SOURCE, 2L), kept.positions);
        assertEquals("reading", state.report().state());
    }

    /** A full disk pauses all; when there is room, the one that waits for its site still does. */
    @Test
    void partitionThatIsPutOffWaitsAlsoWhenTheDiskIsNoLongerFull() {
        IntakeSession session = session();
        TopicPartition other = new TopicPartition(Records.TOPIC, 1);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, other, 0L));
        consumer.rebalance(List.of(PARTITION, other));
        kept.over.add("flood.example");
        arrive(Records.message(0, "a@flood.example"));
        session.step();
        kept.failures = 1;
        ConsumerRecord<byte[], byte[]> good = Records.message(0, "a@x.example");
        consumer.addRecord(new ConsumerRecord<>(Records.TOPIC, 1, 0, good.timestamp(), good.timestampType(), 0,
                good.value().length, null, good.value(), good.headers(), Optional.empty()));
        session.step();
        session.step();
        assertEquals(Set.of(PARTITION, other), consumer.paused());
        now = now.plusSeconds(1);
        session.step();
        assertEquals(Set.of(PARTITION), consumer.paused());
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

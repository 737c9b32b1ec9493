package org.packetboat.connectors.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.kafka.record.Records;

/** Where reading goes on when the broker's log is not what it was. */
class MovedTopicTest extends IntakeFixture {
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
}

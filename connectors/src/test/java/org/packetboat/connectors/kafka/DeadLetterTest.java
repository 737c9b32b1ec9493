package org.packetboat.connectors.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.kafka.record.Records;

/** A record that can't be mail is put aside with the reason, and stops nobody. */
class DeadLetterTest extends IntakeFixture {
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
}

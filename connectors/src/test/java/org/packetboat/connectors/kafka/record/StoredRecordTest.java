package org.packetboat.connectors.kafka.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class StoredRecordTest {
    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("rcpt-to", "a@x.example".getBytes());
        headers.add("none", null);
        return new ConsumerRecord<>("mail", 3, 4711, 99, TimestampType.CREATE_TIME, -1, -1, key, value, headers,
                Optional.empty());
    }

    @Test
    void isReadAsItWasWritten() {
        ConsumerRecord<byte[], byte[]> read = StoredRecord.decode(StoredRecord.encode(record(null, new byte[]{1, 2})))
                .orElseThrow();
        assertEquals("mail 3 4711 99", read.topic() + " " + read.partition() + " " + read.offset() + " "
                + read.timestamp());
        assertEquals(Optional.empty(), Optional.ofNullable(read.key()));
        assertArrayEquals(new byte[]{1, 2}, read.value());
        assertEquals(record(null, null).headers(), read.headers());
    }

    @Test
    void whatIsCutOffIsNone() {
        byte[] whole = StoredRecord.encode(record(new byte[]{7}, new byte[]{1, 2}));
        for (int length = 0; length < whole.length; length++)
            assertEquals(Optional.empty(), StoredRecord.decode(Arrays.copyOf(whole, length)), "cut at " + length);
    }
}

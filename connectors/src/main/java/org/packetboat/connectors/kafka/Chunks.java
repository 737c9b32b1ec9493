package org.packetboat.connectors.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Divides records into consignments: large enough for one sync to pay, small enough to be held in memory. */
final class Chunks {
    static final int RECORDS = 1000;
    private static final long BYTES = 4 << 20;

    private Chunks() {}

    /** In order, none empty; a record larger than that is one by itself. */
    static List<List<ConsumerRecord<byte[], byte[]>>> of(List<ConsumerRecord<byte[], byte[]>> records) {
        List<List<ConsumerRecord<byte[], byte[]>>> chunks = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> chunk = new ArrayList<>();
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            int size = Math.max(0, record.serializedValueSize());
            if (!chunk.isEmpty() && (chunk.size() == RECORDS || bytes + size > BYTES)) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                bytes = 0;
            }
            chunk.add(record);
            bytes += size;
        }
        if (!chunk.isEmpty()) chunks.add(chunk);
        return chunks;
    }
}

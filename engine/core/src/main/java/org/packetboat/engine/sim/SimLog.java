package org.packetboat.engine.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.BatchCodec;

/**
 * The end of a {@link SimStore}'s log that the disk has not synced, as bytes: what a loss of power leaves of it is read
 * again record by record, up to the first whose checksum is wrong. So a record that is cut or garbled is never served,
 * nor any behind it.
 *
 * <pre>
 * record  length of the batch (4)  CRC-32 of it (4)  batch, as {@link BatchCodec} writes it
 * </pre>
 */
final class SimLog {
    private static final int RECORD_HEAD = 8;
    private static final int SECTOR = 512;

    private SimLog() {}

    /** A record for a batch. */
    static byte[] record(Batch batch) {
        int length = BatchCodec.length(batch);
        ByteBuffer out = ByteBuffer.allocate(RECORD_HEAD + length).position(RECORD_HEAD);
        BatchCodec.write(batch, out);
        return out.putInt(0, length).putInt(4, checksum(out.array(), RECORD_HEAD, length)).array();
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, offset, length);
        return (int) sum.getValue();
    }

    /** All whole records from the front. */
    static List<Batch> read(byte[] log) {
        List<Batch> batches = new ArrayList<>();
        for (int at = 0; isWhole(log, at); at += RECORD_HEAD + ByteBuffer.wrap(log).getInt(at))
            batches.add(
                    BatchCodec.read(ByteBuffer.wrap(log, at + RECORD_HEAD, ByteBuffer.wrap(log).getInt(at)).slice()));
        return batches;
    }

    private static boolean isWhole(byte[] log, int at) {
        if (log.length - at < RECORD_HEAD) return false;
        int length = ByteBuffer.wrap(log).getInt(at);
        return length > 0 && length <= log.length - at - RECORD_HEAD
                && checksum(log, at + RECORD_HEAD, length) == ByteBuffer.wrap(log).getInt(at + 4);
    }

    /**
     * What the disk has of these records after a loss of power: the first of them whole, as many as the dice say. The
     * next is cut; or a stretch of it was never written, and all behind it was.
     */
    static byte[] torn(List<Batch> batches, SplittableRandom random) {
        int whole = random.nextInt(batches.size() + 1);
        List<byte[]> disk = new ArrayList<>(batches.subList(0, whole).stream().map(SimLog::record).toList());
        if (whole == batches.size()) return join(disk);
        byte[] next = record(batches.get(whole));
        if (random.nextBoolean()) {
            disk.add(Arrays.copyOf(next, random.nextInt(next.length)));
        } else {
            disk.add(garbled(next, random));
            batches.subList(whole + 1, batches.size()).forEach(batch -> disk.add(record(batch)));
        }
        return join(disk);
    }

    private static byte[] join(List<byte[]> parts) {
        ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(all::put);
        return all.array();
    }

    private static byte[] garbled(byte[] record, SplittableRandom random) {
        int from = random.nextInt(record.length);
        int to = Math.min(record.length, from + 1 + random.nextInt(SECTOR));
        for (int i = from; i < to; i++)
            record[i] ^= (byte) (1 + random.nextInt(255));
        return record;
    }
}

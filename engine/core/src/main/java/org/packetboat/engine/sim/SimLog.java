package org.packetboat.engine.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Batch.Change;
import org.packetboat.engine.store.Family;

/**
 * The end of a {@link SimStore}'s log that the disk has not synced, as bytes: what a loss of power leaves of it is read
 * again record by record, up to the first whose checksum is wrong. So a record that is cut or garbled is never served,
 * nor any behind it.
 *
 * <pre>
 * record  length of the changes (4)  CRC-32 of them (4)  changes
 * change  kind (1)  family (1)  key: length (4), bytes  value or last key: length (4), bytes
 * </pre>
 */
final class SimLog {
    private static final byte PUT = 1;
    private static final byte DELETE = 2;
    private static final byte DELETE_RANGE = 3;
    private static final byte ADD = 4;
    private static final int CHANGE_HEAD = 10;
    private static final int RECORD_HEAD = 8;
    private static final int SECTOR = 512;
    private static final byte[] NONE = {};

    private SimLog() {}

    /** A record for a batch. */
    static byte[] record(Batch batch) {
        int length = batch.changes().stream().mapToInt(c -> CHANGE_HEAD + c.key().length + value(c).length).sum();
        ByteBuffer out = ByteBuffer.allocate(RECORD_HEAD + length).position(RECORD_HEAD);
        batch.changes().forEach(change -> write(change, out));
        return out.putInt(0, length).putInt(4, checksum(out.array(), RECORD_HEAD, length)).array();
    }

    private static void write(Change change, ByteBuffer out) {
        byte[] value = value(change);
        out.put(kind(change)).put((byte) change.family().ordinal());
        out.putInt(change.key().length).put(change.key()).putInt(value.length).put(value);
    }

    private static byte kind(Change change) {
        return switch (change) {
            case Change.Put _ -> PUT;
            case Change.Delete _ -> DELETE;
            case Change.DeleteRange _ -> DELETE_RANGE;
            case Change.Add _ -> ADD;
        };
    }

    private static byte[] value(Change change) {
        return switch (change) {
            case Change.Put(var _, var _, byte[] value) -> value;
            case Change.Delete _ -> NONE;
            case Change.DeleteRange(var _, var _, byte[] to) -> to;
            case Change.Add(var _, long delta) -> ByteBuffer.allocate(Long.BYTES).putLong(delta).array();
        };
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
            batches.add(batch(ByteBuffer.wrap(log, at + RECORD_HEAD, ByteBuffer.wrap(log).getInt(at)).slice()));
        return batches;
    }

    private static boolean isWhole(byte[] log, int at) {
        if (log.length - at < RECORD_HEAD) return false;
        int length = ByteBuffer.wrap(log).getInt(at);
        return length > 0 && length <= log.length - at - RECORD_HEAD
                && checksum(log, at + RECORD_HEAD, length) == ByteBuffer.wrap(log).getInt(at + 4);
    }

    private static Batch batch(ByteBuffer in) {
        Batch batch = new Batch();
        while (in.hasRemaining()) {
            byte kind = in.get();
            Family family = Family.values()[in.get()];
            byte[] key = bytes(in);
            byte[] value = bytes(in);
            switch (kind) {
                case PUT -> batch.put(family, key, value);
                case DELETE -> batch.delete(family, key);
                case DELETE_RANGE -> batch.deleteRange(family, key, value);
                case ADD -> batch.add(key, ByteBuffer.wrap(value).getLong());
                default -> throw new IllegalStateException("a checksum lies: " + kind);
            }
        }
        return batch;
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
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

package org.packetboat.engine.log.entry;

import java.nio.ByteBuffer;
import java.util.List;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Batch.Change;
import org.packetboat.engine.store.Family;

/**
 * What an entry does to the store, as bytes.
 *
 * <pre>
 * changes  'C'  change …
 * change   kind (1)  family (1)  key: length (4), bytes  value, last key or number: length (4), bytes
 * emptied  'E'  family (1)
 * </pre>
 */
public final class EntryCodec {
    private static final byte CHANGES = 'C';
    private static final byte EMPTIED = 'E';
    private static final byte PUT = 1;
    private static final byte DELETE = 2;
    private static final byte DELETE_RANGE = 3;
    private static final byte ADD = 4;
    private static final int CHANGE_HEAD = 2 + 2 * Integer.BYTES;
    private static final byte[] NONE = {};
    /** A family's code is its place here: new ones go to the end. */
    private static final List<Family> CODES = List.of(Family.ENVELOPES, Family.ORDER, Family.TIMERS, Family.BODIES,
            Family.COUNTERS, Family.KEYS, Family.DEAD, Family.META, Family.EVENTS, Family.LEDGER);

    private EntryCodec() {}

    /** Changes as bytes. */
    public static byte[] bytes(Content.Changes changes) {
        List<Change> all = changes.batch().changes();
        int length = all.stream().mapToInt(c -> CHANGE_HEAD + c.key().length + value(c).length).sum();
        ByteBuffer out = ByteBuffer.allocate(1 + length).put(CHANGES);
        all.forEach(change -> write(change, out));
        return out.array();
    }

    /** A family that is emptied, as bytes. */
    public static byte[] bytes(Content.Emptied emptied) {
        return new byte[]{EMPTIED, code(emptied.family())};
    }

    /** Reads what {@code bytes} wrote. @throws IllegalArgumentException if it is nothing of that kind */
    public static Content read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = in.get();
        return switch (kind) {
            case CHANGES -> new Content.Changes(batch(in));
            case EMPTIED -> new Content.Emptied(CODES.get(in.get()));
            default -> throw new IllegalArgumentException("no entry of the log begins with " + kind);
        };
    }

    private static void write(Change change, ByteBuffer out) {
        byte[] value = value(change);
        out.put(kind(change)).put(code(change.family()));
        out.putInt(change.key().length).put(change.key()).putInt(value.length).put(value);
    }

    private static byte code(Family family) {
        return (byte) CODES.indexOf(family);
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

    private static Batch batch(ByteBuffer in) {
        Batch batch = new Batch();
        while (in.hasRemaining()) {
            byte kind = in.get();
            Family family = CODES.get(in.get());
            byte[] key = field(in);
            byte[] value = field(in);
            switch (kind) {
                case PUT -> batch.put(family, key, value);
                case DELETE -> batch.delete(family, key);
                case DELETE_RANGE -> batch.deleteRange(family, key, value);
                case ADD -> batch.add(key, ByteBuffer.wrap(value).getLong());
                default -> throw new IllegalArgumentException("no change of the log is of kind " + kind);
            }
        }
        return batch;
    }

    private static byte[] field(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining())
            throw new IllegalArgumentException(
                    "a length of " + length + " where " + in.remaining() + " bytes are left");
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}

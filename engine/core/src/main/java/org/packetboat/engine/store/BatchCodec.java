package org.packetboat.engine.store;

import java.nio.ByteBuffer;
import java.util.List;
import org.packetboat.engine.store.Batch.Change;

/**
 * A batch as bytes. Kinds and families keep their codes for good: what was written by an earlier version is read.
 *
 * <pre>
 * batch   change …
 * change  kind (1)  family (1)  key: length (4), bytes  value, last key or number: length (4), bytes
 * </pre>
 */
public final class BatchCodec {
    private static final byte PUT = 1;
    private static final byte DELETE = 2;
    private static final byte DELETE_RANGE = 3;
    private static final byte ADD = 4;
    private static final int CHANGE_HEAD = 2 + 2 * Integer.BYTES;
    private static final byte[] NONE = {};
    /** A family's code is its place here: new ones go to the end. */
    private static final List<Family> CODES = List.of(Family.ENVELOPES, Family.ORDER, Family.TIMERS, Family.BODIES,
            Family.COUNTERS, Family.KEYS, Family.DEAD, Family.META, Family.EVENTS, Family.LEDGER);

    private BatchCodec() {}

    /** How many bytes {@link #write} takes for it. */
    public static int length(Batch batch) {
        return batch.changes().stream().mapToInt(c -> CHANGE_HEAD + c.key().length + value(c).length).sum();
    }

    /** Writes its changes, in their order. */
    public static void write(Batch batch, ByteBuffer out) {
        batch.changes().forEach(change -> write(change, out));
    }

    private static void write(Change change, ByteBuffer out) {
        byte[] value = value(change);
        out.put(kind(change)).put(code(change.family()));
        out.putInt(change.key().length).put(change.key()).putInt(value.length).put(value);
    }

    /** The code of a family. */
    public static byte code(Family family) {
        return (byte) CODES.indexOf(family);
    }

    /** The family of a code. */
    public static Family family(byte code) {
        if (code < 0 || code >= CODES.size()) throw new IllegalArgumentException("no family has the code " + code);
        return CODES.get(code);
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

    /** Reads all that is left. @throws IllegalArgumentException if it is no batch */
    public static Batch read(ByteBuffer in) {
        Batch batch = new Batch();
        while (in.hasRemaining()) {
            byte kind = in.get();
            Family family = family(in.get());
            byte[] key = field(in);
            byte[] value = field(in);
            switch (kind) {
                case PUT -> batch.put(family, key, value);
                case DELETE -> batch.delete(family, key);
                case DELETE_RANGE -> batch.deleteRange(family, key, value);
                case ADD -> batch.add(key, ByteBuffer.wrap(value).getLong());
                default -> throw new IllegalArgumentException("no change is of kind " + kind);
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

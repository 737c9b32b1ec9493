package org.packetboat.engine.log.entry;

import java.nio.ByteBuffer;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.store.BatchCodec;

/**
 * What an entry does to the store, as bytes.
 *
 * <pre>
 * changes  'C'  batch, as {@link BatchCodec} writes it
 * emptied  'E'  family (1)
 * </pre>
 */
public final class EntryCodec {
    private static final byte CHANGES = 'C';
    private static final byte EMPTIED = 'E';

    private EntryCodec() {}

    /** Changes as bytes. */
    public static byte[] bytes(Content.Changes changes) {
        ByteBuffer out = ByteBuffer.allocate(1 + BatchCodec.length(changes.batch())).put(CHANGES);
        BatchCodec.write(changes.batch(), out);
        return out.array();
    }

    /** A family that is emptied, as bytes. */
    public static byte[] bytes(Content.Emptied emptied) {
        return new byte[]{EMPTIED, BatchCodec.code(emptied.family())};
    }

    /** Reads what {@code bytes} wrote. @throws IllegalArgumentException if it is nothing of that kind */
    public static Content read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = in.get();
        return switch (kind) {
            case CHANGES -> new Content.Changes(BatchCodec.read(in));
            case EMPTIED -> new Content.Emptied(BatchCodec.family(in.get()));
            default -> throw new IllegalArgumentException("no entry of the log begins with " + kind);
        };
    }
}

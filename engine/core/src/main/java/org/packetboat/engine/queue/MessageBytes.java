package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;

/**
 * The bytes of messages in the store: pieces of {@value #PIECE} bytes, the last one shorter. However many envelopes a
 * message has, its bytes are there once.
 */
final class MessageBytes {
    /** Small enough to be held in memory for each client, large enough to be few. */
    static final int PIECE = 64 * 1024;

    private final Store store;
    private final UnreadableMail unreadable;

    MessageBytes(Store store, UnreadableMail unreadable) {
        this.store = store;
        this.unreadable = unreadable;
    }

    Body of(QueueId id, long size) {
        return new Stored(store, unreadable, id, size);
    }

    static void put(Batch batch, QueueId id, int piece, byte[] bytes) {
        batch.put(Family.BODIES, Keys.piece(id, piece), bytes);
    }

    /** Stores a whole small message. */
    static void put(Batch batch, QueueId id, byte[] message) {
        for (int at = 0, piece = 0; at < message.length; at += PIECE, piece++)
            put(batch, id, piece, Arrays.copyOfRange(message, at, Math.min(message.length, at + PIECE)));
    }

    /** Takes all pieces of a message of this size away, key by key: a range for each message would slow all reads. */
    static void delete(Batch batch, QueueId id, long size) {
        for (int piece = 0; piece == 0 || (long) piece * PIECE < size; piece++) {
            batch.delete(Family.BODIES, Keys.piece(id, piece));
        }
    }

    /** Takes all pieces of a message of unknown size away. */
    static void deleteAll(Batch batch, QueueId id) {
        batch.deleteRange(Family.BODIES, Keys.message(id), Keys.message(new QueueId(id.number() + 1)));
    }

    /** What takes away the bytes that no envelope came to need: their message was not taken in to its end. */
    static Batch unfinished(Store store, EnvelopeCount envelopes) {
        Batch batch = new Batch();
        store.scan(Family.META, Keys.open(new QueueId(0)), Keys.open(new QueueId(Long.MAX_VALUE)))
                .forEach((key, _) -> {
                    QueueId id = new QueueId(ByteBuffer.wrap(key).getLong(key.length - 8));
                    if (envelopes.count(id).equals(OptionalInt.of(0))) deleteAll(batch, id);
                    batch.delete(Family.META, key);
                });
        return batch;
    }

    private record Stored(Store store, UnreadableMail unreadable, QueueId id, long size) implements Body {
        @Override
        public byte[] read(long offset, int most) {
            int piece = (int) (offset / PIECE);
            int from = (int) (offset % PIECE);
            byte[] bytes = piece(piece, offset);
            int to = Math.min(bytes.length, from + most);
            return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
        }

        private byte[] piece(int piece, long offset) {
            try {
                return store.get(Family.BODIES, Keys.piece(id, piece)).orElseThrow(
                        () -> new UnreadableException("message " + id + " has no stored bytes at " + offset));
            } catch (UnreadableException e) {
                unreadable.note(id, UnreadableMail.Fault.damaged(e.getMessage()));
                throw e;
            }
        }
    }
}

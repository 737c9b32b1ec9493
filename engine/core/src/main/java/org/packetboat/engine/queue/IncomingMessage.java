package org.packetboat.engine.queue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/**
 * The bytes of a message on their way into the queue. A message of one piece is kept in memory until the commit; of a
 * larger one each full piece is staged in the store, under a marker by which the next start finds and drops it if the
 * commit never comes. A full piece waits in memory until the next one is full, so that somebody may {@link #unload} it
 * meanwhile on a thread that can wait for the disk. Used by one thread at a time; only {@link #unload} and
 * {@link #abandon} may meet.
 */
public final class IncomingMessage {
    private static final int LEAST = 4096;

    private final MailQueue queue;
    private final QueueId id;
    private byte[] piece = new byte[LEAST];
    /** The pieces that are full and not in the store yet. */
    private final Deque<byte[]> full = new ArrayDeque<>();
    private int filled;
    private int staged;

    /** Starts a message under a new id. */
    public IncomingMessage(MailQueue queue) {
        this.queue = queue;
        this.id = queue.newId();
    }

    public QueueId id() {
        return id;
    }

    public long size() {
        return (long) (staged + full.size()) * MessageBytes.PIECE + filled;
    }

    /** @throws org.packetboat.engine.store.StoreException if a full piece can't be stored */
    public void append(byte[] bytes, int offset, int length) {
        int at = offset;
        for (int left = length; left > 0; left = offset + length - at) {
            if (filled == MessageBytes.PIECE) putAside();
            int part = Math.min(left, MessageBytes.PIECE - filled);
            room(part);
            System.arraycopy(bytes, at, piece, filled, part);
            filled += part;
            at += part;
        }
    }

    private void room(int more) {
        int needed = filled + more;
        if (needed > piece.length) {
            piece = Arrays.copyOf(piece, Math.min(MessageBytes.PIECE, Math.max(needed, piece.length * 2)));
        }
    }

    private void putAside() {
        unload();
        full.add(piece);
        piece = new byte[LEAST];
        filled = 0;
    }

    /** Its bytes, as far as they are in memory: all of them, up to the size of a piece. */
    public Body body() {
        return new BytesBody(Arrays.copyOf(piece, filled));
    }

    /** Reads what was added: at least one byte. What is in the store already takes as long as the disk does. */
    public byte[] read(long offset, int most) {
        long stored = (long) staged * MessageBytes.PIECE;
        if (offset < stored) return queue.bytes.of(id, stored).read(offset, most);
        int at = (int) ((offset - stored) / MessageBytes.PIECE);
        boolean last = at == full.size();
        byte[] from = last ? piece : full.stream().skip(at).findFirst().orElseThrow();
        int begin = (int) (offset % MessageBytes.PIECE);
        return Arrays.copyOfRange(from, begin, Math.min(last ? filled : from.length, begin + most));
    }

    /** Whether {@link #unload} has something to do. */
    public boolean isFull() {
        return !full.isEmpty();
    }

    /** Stages what is full. @throws org.packetboat.engine.store.StoreException if it can't be stored */
    public synchronized void unload() {
        while (!full.isEmpty()) {
            Batch batch = new Batch();
            if (staged == 0) batch.put(Family.META, Keys.open(id), Keys.nothing());
            MessageBytes.put(batch, id, staged, full.peek());
            queue.store().stage(batch);
            staged++;
            full.remove();
        }
    }

    /** Completes the bytes as part of the batch that adds the message's envelopes. */
    public void finish(QueueBatch batch) {
        int at = staged;
        for (byte[] whole : full)
            MessageBytes.put(batch.raw(), id, at++, whole);
        if (filled > 0 || at == 0) MessageBytes.put(batch.raw(), id, at, Arrays.copyOf(piece, filled));
        if (staged > 0) batch.raw().delete(Family.META, Keys.open(id));
    }

    /** Takes away what was staged. */
    public synchronized void abandon() {
        full.clear();
        filled = 0;
        if (staged == 0) return;
        Batch batch = new Batch().delete(Family.META, Keys.open(id));
        MessageBytes.deleteAll(batch, id);
        queue.store().stage(batch);
        staged = 0;
    }
}

package org.packetboat.connectors.mime;

import jakarta.mail.internet.SharedInputStream;
import java.io.InputStream;
import org.packetboat.engine.link.Body;

/** The bytes of a message from one place to another, read as they are needed; parts of it are further views. */
final class BodyInput extends InputStream implements SharedInputStream {
    private static final int PIECE = 64 * 1024;

    private final Body body;
    private final long start;
    private final long end;
    private long at;
    private long marked;
    private byte[] piece = new byte[0];
    private long pieceAt;

    BodyInput(Body body) {
        this(body, 0, body.size());
    }

    private BodyInput(Body body, long start, long end) {
        this.body = body;
        this.start = start;
        this.end = end;
        this.at = start;
        this.marked = start;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int most) {
        if (at >= end) return -1;
        if (at < pieceAt || at >= pieceAt + piece.length) {
            pieceAt = at;
            piece = body.read(at, PIECE);
        }
        int within = (int) (at - pieceAt);
        int count = (int) Math.min(Math.min(most, piece.length - within), end - at);
        System.arraycopy(piece, within, into, from, count);
        at += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, end - at);
        at += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - at);
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int limit) {
        marked = at;
    }

    @Override
    public void reset() {
        at = marked;
    }

    @Override
    public long getPosition() {
        return at - start;
    }

    @Override
    public InputStream newStream(long from, long to) {
        return new BodyInput(body, start + from, to < 0 ? end : start + to);
    }
}

package org.packetboat.camel.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.packetboat.engine.link.Body;

/**
 * A stored message as the body of an exchange: read from the queue in pieces, as often as a route likes, and never in
 * memory as a whole. Its bytes are there until the exchange is over.
 */
public final class MailStream extends InputStream implements StreamCache {
    private static final int PIECE = 64 * 1024;

    private final byte[] before;
    private final Body body;
    private long at;
    private byte[] piece = {};
    private long pieceStart;

    /** @param before bytes to be read before the message */
    public MailStream(byte[] before, Body body) {
        this.before = before;
        this.body = body;
    }

    @Override
    public int read() {
        if (!fill()) return -1;
        return piece[(int) (at++ - pieceStart)] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int most) {
        Objects.checkFromIndexSize(offset, most, to.length);
        if (most == 0) return 0;
        if (!fill()) return -1;
        int from = (int) (at - pieceStart);
        int count = Math.min(most, piece.length - from);
        System.arraycopy(piece, from, to, offset, count);
        at += count;
        return count;
    }

    /** Has the piece that the next byte is in. @return false at the end */
    private boolean fill() {
        if (at >= length()) return false;
        boolean isIn = at >= pieceStart && at < pieceStart + piece.length;
        if (!isIn) {
            pieceStart = at < before.length ? 0 : at;
            piece = at < before.length ? before : body.read(at - before.length, PIECE);
        }
        return true;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, length() - at);
    }

    @Override
    public long skip(long most) {
        long count = Math.clamp(most, 0, length() - at);
        at += count;
        return count;
    }

    @Override
    public void reset() {
        at = 0;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new MailStream(before, body);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return before.length + body.size();
    }

    @Override
    public long position() {
        return at;
    }
}

package org.packetboat.protocols.bundle.content;

import java.io.InputStream;
import org.packetboat.engine.link.Body;

/** A body read from its begin to its end. */
public final class BodyInput extends InputStream {
    private final Body body;
    private long at;

    public BodyInput(Body body) {
        this.body = body;
    }

    /** All of it. */
    public static byte[] bytes(Body body) {
        byte[] bytes = new byte[Math.toIntExact(body.size())];
        for (int have = 0; have < bytes.length;) {
            byte[] more = body.read(have, bytes.length - have);
            System.arraycopy(more, 0, bytes, have, more.length);
            have += more.length;
        }
        return bytes;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) return 0;
        if (at >= body.size()) return -1;
        byte[] piece = body.read(at, length);
        System.arraycopy(piece, 0, into, offset, piece.length);
        at += piece.length;
        return piece.length;
    }
}

package org.packetboat.engine.trace;

import java.nio.ByteBuffer;

/**
 * What the text of a message is known again by; each half is the first {@value #HALF} bytes of a SHA-256.
 *
 * @param content of what stands below the trace lines: the same in every copy of a mail, whatever way it comes
 * @param copy    of all of it as it was sent to us: the same only if a server sends the very copy again that it has
 */
public record Fingerprint(ByteBuffer content, ByteBuffer copy) {
    static final int HALF = 16;
    /** How many bytes one takes. */
    public static final int SIZE = 2 * HALF;

    static Fingerprint of(byte[] content, byte[] copy) {
        return new Fingerprint(ByteBuffer.wrap(content, 0, HALF).slice().asReadOnlyBuffer(),
                ByteBuffer.wrap(copy, 0, HALF).slice().asReadOnlyBuffer());
    }

    static Fingerprint read(ByteBuffer in) {
        byte[] content = new byte[HALF];
        byte[] copy = new byte[HALF];
        in.get(content).get(copy);
        return of(content, copy);
    }

    void write(ByteBuffer out) {
        out.put(content.duplicate()).put(copy.duplicate());
    }
}

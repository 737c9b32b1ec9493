package org.packetboat.protocols.mail;

import java.util.Arrays;

/**
 * Takes away the dots that {@link DotStuffing} puts before dots (RFC 5321 section 4.5.2), from a text whose lines end
 * in LF or CRLF, without the line that ends it.
 */
public final class DotRemoval {
    private boolean lineBegins = true;

    /** The next piece of the text, plain. */
    public byte[] next(byte[] piece) {
        byte[] plain = new byte[piece.length];
        int length = 0;
        for (byte b : piece) {
            if (!lineBegins || b != '.') plain[length++] = b;
            lineBegins = b == '\n';
        }
        return Arrays.copyOf(plain, length);
    }
}

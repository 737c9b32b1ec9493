package org.packetboat.protocols.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes a stored message fit for DATA (RFC 5321 section 4.5.2): a second dot before each dot that begins a line, and at
 * the end a line with nothing but a dot. Lines end in CRLF; a lone CR or LF was refused at the intake and begins no
 * line here.
 */
public final class DotStuffing {
    private static final byte[] DOT = ".\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRLF_DOT = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);

    private byte beforeLast = '\r';
    private byte last = '\n';

    /** The next piece of the message, stuffed. */
    public byte[] stuff(byte[] piece) {
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(piece.length + piece.length / 64 + 1);
        for (byte b : piece) {
            if (b == '.' && atLineStart()) stuffed.write('.');
            stuffed.write(b);
            beforeLast = last;
            last = b;
        }
        return stuffed.toByteArray();
    }

    /** What ends the message. */
    public byte[] end() {
        return atLineStart() ? DOT.clone() : CRLF_DOT.clone();
    }

    private boolean atLineStart() {
        return beforeLast == '\r' && last == '\n';
    }
}

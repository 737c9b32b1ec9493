package org.packetboat.protocols.mail;

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

    /** The next piece of the message, stuffed; the same array where it needs no dot. */
    public byte[] stuff(byte[] piece) {
        int dots = 0;
        for (int at = 0; at < piece.length; at++)
            if (needsDot(piece, at)) dots++;
        byte[] stuffed = dots == 0 ? piece : withDots(piece, dots);
        byte newest = before(piece, piece.length, 1);
        beforeLast = before(piece, piece.length, 2);
        last = newest;
        return stuffed;
    }

    private byte[] withDots(byte[] piece, int dots) {
        byte[] stuffed = new byte[piece.length + dots];
        int to = 0;
        for (int at = 0; at < piece.length; at++) {
            if (needsDot(piece, at)) stuffed[to++] = '.';
            stuffed[to++] = piece[at];
        }
        return stuffed;
    }

    private boolean needsDot(byte[] piece, int at) {
        return piece[at] == '.' && before(piece, at, 1) == '\n' && before(piece, at, 2) == '\r';
    }

    /** The byte so many before this one, which may have been in the piece before. */
    private byte before(byte[] piece, int at, int distance) {
        if (at >= distance) return piece[at - distance];
        return at - distance == -1 ? last : beforeLast;
    }

    /** What ends the message. */
    public byte[] end() {
        return atLineStart() ? DOT.clone() : CRLF_DOT.clone();
    }

    private boolean atLineStart() {
        return beforeLast == '\r' && last == '\n';
    }
}

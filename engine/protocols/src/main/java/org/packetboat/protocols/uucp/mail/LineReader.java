package org.packetboat.protocols.uucp.mail;

import org.packetboat.engine.link.Body;

/** Reads a body line by line. A line beyond 2000 bytes is cut in the text returned, never in the counting. */
final class LineReader {
    private static final int PIECE = 8192;
    private static final int LONGEST = 2000;

    private final Body body;
    private byte[] piece = {};
    private long pieceAt;
    private long position;

    LineReader(Body body) {
        this.body = body;
    }

    /** The offset of the next line. */
    long position() {
        return position;
    }

    /** The next line without its end, each byte a character. */
    String next() {
        StringBuilder line = new StringBuilder();
        while (position < body.size()) {
            char c = read();
            if (c == '\n') break;
            if (line.length() < LONGEST) line.append(c);
        }
        int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
    }

    private char read() {
        if (position >= pieceAt + piece.length) {
            pieceAt = position;
            piece = body.read(position, PIECE);
        }
        return (char) (piece[(int) (position++ - pieceAt)] & 0xff);
    }
}

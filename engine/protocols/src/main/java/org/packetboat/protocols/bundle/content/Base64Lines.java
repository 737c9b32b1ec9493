package org.packetboat.protocols.bundle.content;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 text (RFC 4648 section 4, RFC 2045 section 6.8) as lines of equal length with CRLF between them and none
 * after the last; padded. Takes raw bytes in pieces and gives text in pieces.
 */
public final class Base64Lines {
    private static final int GROUP = 3;

    private final int columns;
    private int column;

    /** @param columns characters in a full line, at least 1 */
    public Base64Lines(int columns) {
        this.columns = columns;
    }

    /** The next piece of text. All pieces but the last must be of whole groups of three bytes. */
    public byte[] next(byte[] raw, int length) {
        byte[] exact = length == raw.length ? raw : Arrays.copyOf(raw, length);
        byte[] letters = Base64.getEncoder().encode(exact);
        byte[] text = new byte[letters.length + 2 * ((column + letters.length) / columns + 1)];
        int at = 0;
        for (byte letter : letters) {
            if (column == columns) {
                text[at++] = '\r';
                text[at++] = '\n';
                column = 0;
            }
            text[at++] = letter;
            column++;
        }
        return Arrays.copyOf(text, at);
    }

    /** How long the text of so many raw bytes is. */
    public static long length(long raw, int columns) {
        long letters = (raw + GROUP - 1) / GROUP * 4;
        return letters + Math.max(0, (letters - 1) / columns) * 2;
    }
}

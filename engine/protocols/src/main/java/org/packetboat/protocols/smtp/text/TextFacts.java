package org.packetboat.protocols.smtp.text;

import java.io.IOException;
import java.io.InputStream;
import org.packetboat.engine.link.Body;

/**
 * What a message's text asks of the server that is to take it, by looking at its bytes.
 *
 * @param eightBit       whether some byte has its eighth bit set
 * @param eightBitHeader whether such a byte may stand in a header field, of the message or of a part of it
 * @param longest        how many octets the longest line has, its end not counted; 0 if every server takes it
 */
public record TextFacts(boolean eightBit, boolean eightBitHeader, int longest) {
    /** Nothing that a server may not take. */
    public static final TextFacts PLAIN = new TextFacts(false, false, 0);
    /** What every server takes (RFC 5321 section 4.5.3.1.6). */
    public static final int LONGEST_LINE = 998;
    private static final int PIECE = 64 * 1024;

    /** Looks through all of it. */
    public static TextFacts of(Body body) {
        Scan scan = new Scan();
        for (long at = 0; at < body.size();) {
            byte[] piece = body.read(at, PIECE);
            scan.see(piece);
            at += piece.length;
        }
        return scan.facts();
    }

    /** Of what is left of this stream. */
    public static TextFacts of(InputStream in) throws IOException {
        Scan scan = new Scan();
        for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE))
            scan.see(piece);
        return scan.facts();
    }

    /** Whether a server that takes this can take it as it is. */
    public boolean fit(TextTaken taken) {
        return longest <= taken.line() && (taken.eightBit() || !eightBit);
    }

    /**
     * Goes through the bytes. A line that begins with two dashes may be a boundary (RFC 2046 section 5.1.1): what
     * follows up to an empty line counts as header.
     */
    private static final class Scan {
        private boolean eightBit;
        private boolean eightBitHeader;
        private int longest;
        private boolean header = true;
        private int length;
        private int dashes;

        void see(byte[] bytes) {
            for (byte b : bytes) {
                if (b == '\n') endLine();
                else if (b != '\r') see(b);
            }
        }

        private void see(byte b) {
            if (b == '-' && length == dashes) dashes++;
            length++;
            if (b >= 0) return;
            eightBit = true;
            eightBitHeader |= header;
        }

        private void endLine() {
            longest = Math.max(longest, length);
            if (length == 0) header = false;
            else if (dashes >= 2) header = true;
            length = 0;
            dashes = 0;
        }

        TextFacts facts() {
            int line = Math.max(longest, length);
            return new TextFacts(eightBit, eightBitHeader, line > LONGEST_LINE ? line : 0);
        }
    }
}

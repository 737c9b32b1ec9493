package org.packetboat.protocols.smtp.text;

import java.io.IOException;
import java.io.InputStream;
import org.packetboat.engine.link.Body;

/**
 * What a message's text asks of the server that is to take it, by looking at its bytes.
 *
 * @param eightBit       whether some byte has its eighth bit set
 * @param eightBitHeader whether such a byte may stand in a header field, of the message or of a part of it
 * @param longLines      whether a line has more octets than RFC 5321 section 4.5.3.1.6 allows, its end not counted
 */
public record TextFacts(boolean eightBit, boolean eightBitHeader, boolean longLines) {
    /** Nothing that a server may not take. */
    public static final TextFacts PLAIN = new TextFacts(false, false, false);
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

    /** Whether a server can take it as it is. @param eightBitTaken whether it takes 8-bit text */
    public boolean fit(boolean eightBitTaken) {
        return !longLines && (eightBitTaken || !eightBit);
    }

    /**
     * Goes through the bytes. A line that begins with two dashes may be a boundary (RFC 2046 section 5.1.1): what
     * follows up to an empty line counts as header.
     */
    private static final class Scan {
        private boolean eightBit;
        private boolean eightBitHeader;
        private boolean longLines;
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
            longLines |= length > LONGEST_LINE;
            if (length == 0) header = false;
            else if (dashes >= 2) header = true;
            length = 0;
            dashes = 0;
        }

        TextFacts facts() {
            return new TextFacts(eightBit, eightBitHeader, longLines || length > LONGEST_LINE);
        }
    }
}

package org.packetboat.connectors.mime;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;

/**
 * How much of one message is held in memory while it is read: its headers, those of its parts, the text before the
 * parts, and a few objects for each line and part of them. What has more is found out here by going through its bytes,
 * before the library takes it apart.
 */
final class StructureLimit {
    private static final int MOST_PARTS = 1000;
    /** In bytes, of all headers and preambles together. */
    private static final int MOST_HELD = 256 * 1024;
    private static final int PIECE = 64 * 1024;

    private int held;
    private int parts;

    /** @throws MessagingException if the header that this begins with is too much */
    void header(InputStream in) throws MessagingException, IOException {
        byte[] none = {};
        Scan scan = new Scan(none);
        byte[] piece = in.readNBytes(PIECE);
        while (piece.length > 0 && scan.holds) {
            scan.see(piece);
            piece = in.readNBytes(PIECE);
        }
    }

    /**
     * @param boundary with its dashes
     * @throws MessagingException if these parts, their headers, or what stands before them, are too much
     */
    void parts(InputStream in, byte[] boundary) throws MessagingException, IOException {
        Scan scan = new Scan(boundary);
        for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE))
            scan.see(piece);
    }

    /** Goes through bytes; as for the library, a line may end with CR, LF, or both. */
    private final class Scan {
        private final byte[] boundary;
        /** What comes is kept: a header, or what stands before the first boundary. */
        private boolean holds = true;
        private boolean preamble;
        private boolean afterReturn;
        private int length;
        private int matched;
        /** The line has something else than the boundary. */
        private boolean more;

        /** @param boundary what begins a part; empty for a message's own header, which is what comes first */
        Scan(byte[] boundary) {
            this.boundary = boundary;
            preamble = boundary.length > 0;
        }

        void see(byte[] bytes) throws MessagingException {
            for (byte b : bytes) {
                if (holds && ++held > MOST_HELD) throw new MessagingException("its headers are not held in memory");
                if (b == '\r' || b == '\n' && !afterReturn) endLine();
                else if (b != '\n') see(b);
                afterReturn = b == '\r';
            }
        }

        private void see(byte b) throws MessagingException {
            if (matched == length && matched < boundary.length && boundary[matched] == b) {
                matched++;
                if (matched == boundary.length) beginPart();
            } else if (b != ' ' && b != '\t') {
                more = true;
            }
            length++;
        }

        private void beginPart() throws MessagingException {
            if (++parts > MOST_PARTS) throw new MessagingException("it has more than " + MOST_PARTS + " parts");
            holds = true;
        }

        private void endLine() {
            if (matched == boundary.length && !more && length > 0) preamble = false;
            if (length == 0 && !preamble) holds = false;
            more = false;
            length = 0;
            matched = 0;
        }
    }
}

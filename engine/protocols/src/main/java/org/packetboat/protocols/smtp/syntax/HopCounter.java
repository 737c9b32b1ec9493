package org.packetboat.protocols.smtp.syntax;

import org.packetboat.engine.mail.HeaderField;

/** Counts the trace lines in a message's header (RFC 5321 section 6.3), however its bytes are divided. */
final class HopCounter {
    private static final String TRACE = "received";

    private int matched;
    private boolean inHeader = true;
    private int hops;

    void lineStarts() {
        matched = 0;
    }

    /** The next bytes of the line. */
    void see(byte[] bytes, int from, int to) {
        if (!inHeader) return;
        for (int i = from; i < to && matched != HeaderField.OTHER; i++) {
            matched = HeaderField.step(TRACE, matched, bytes[i]);
            if (HeaderField.isFound(TRACE, matched)) count();
        }
    }

    private void count() {
        hops++;
        matched = HeaderField.OTHER;
    }

    /** An empty line: what follows is body. */
    void headerEnds() {
        inHeader = false;
    }

    int hops() {
        return hops;
    }
}

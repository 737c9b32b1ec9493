package org.packetboat.protocols.smtp.syntax;

/** Counts the trace lines in a message's header (RFC 5321 section 6.3), however its bytes are divided. */
final class HopCounter {
    private static final byte[] NAME = {'r', 'e', 'c', 'e', 'i', 'v', 'e', 'd', ':'};
    private static final int OTHER_FIELD = -1;

    private int matched;
    private boolean inHeader = true;
    private int hops;

    void lineStarts() {
        matched = 0;
    }

    /** The next bytes of the line. */
    void see(byte[] bytes, int from, int to) {
        if (!inHeader) return;
        for (int i = from; i < to && matched != OTHER_FIELD; i++) {
            boolean same = (bytes[i] | 0x20) == NAME[matched];
            matched = same ? matched + 1 : OTHER_FIELD;
            if (matched == NAME.length) count();
        }
    }

    private void count() {
        hops++;
        matched = OTHER_FIELD;
    }

    /** An empty line: what follows is body. */
    void headerEnds() {
        inHeader = false;
    }

    int hops() {
        return hops;
    }
}

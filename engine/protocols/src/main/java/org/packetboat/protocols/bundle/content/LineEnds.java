package org.packetboat.protocols.bundle.content;

/** Watches the bytes of a message go by: whether every line ends in CRLF and none of them is NUL. */
final class LineEnds {
    private byte before;
    private boolean broken;

    void see(byte[] bytes) {
        for (byte b : bytes) {
            broken |= b == 0 || (b == '\n') != (before == '\r');
            before = b;
        }
    }

    /** Whether all was well, to the end. */
    boolean areWell() {
        return !broken && before != '\r';
    }
}

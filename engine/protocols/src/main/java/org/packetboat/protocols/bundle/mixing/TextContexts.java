package org.packetboat.protocols.bundle.mixing;

/** What of the bytes before may tell the next one: the last one to six, words, columns. */
final class TextContexts {
    /** How many there are. */
    static final int COUNT = 14;
    private static final int FACTOR = 0x2c9277b5;

    private final int[] hashes = new int[COUNT];
    private int word;
    private int wordBefore;
    private int wordBeforeThat;
    private int lineBegin;
    private int lineBeginBefore;
    private int lineHead;

    /** The bytes up to this place are known. Hashes of what is before it. */
    int[] at(byte[] bytes, int at) {
        if (at > 0) word(bytes, at);
        int hash = 0;
        for (int order = 1; order <= 6; order++) {
            hash = (hash + before(bytes, at, order) + 1) * FACTOR;
            hashes[order] = hash + order * 0x1f123bb5;
        }
        hashes[0] = 0;
        int above = lineBeginBefore + at - lineBegin;
        int aboveByte = above < lineBegin ? bytes[above] & 0xff : 0;
        hashes[7] = mixed(7, word, before(bytes, at, 1) < 'A' ? before(bytes, at, 1) : 0);
        hashes[8] = mixed(8, word, wordBefore);
        hashes[9] = mixed(9, word + wordBefore * 31, wordBeforeThat);
        hashes[10] = mixed(10, aboveByte, before(bytes, at, 1));
        hashes[11] = mixed(11, before(bytes, at, 2), before(bytes, at, 3));
        hashes[12] = mixed(12, lineHead, Math.min(at - lineBegin, 255));
        hashes[13] = mixed(13, word, wordBeforeThat);
        return hashes;
    }

    private void word(byte[] bytes, int at) {
        int c = bytes[at - 1] & 0xff;
        int letter = c >= 'A' && c <= 'Z' ? c + 32 : c;
        boolean part = letter >= 'a' && letter <= 'z' || c >= 0x80;
        if (part) {
            word = (word + letter + 1) * FACTOR;
        } else if (word != 0) {
            wordBeforeThat = wordBefore;
            wordBefore = word;
            word = 0;
        }
        if (at - lineBegin <= 3) lineHead = (lineHead + c + 1) * FACTOR;
        if (c == '\n') {
            lineBeginBefore = lineBegin;
            lineBegin = at;
            lineHead = 0;
        }
    }

    private static int before(byte[] bytes, int at, int distance) {
        return distance <= at ? bytes[at - distance] & 0xff : 0;
    }

    private static int mixed(int kind, int one, int two) {
        return ((one + kind) * FACTOR + two + 1) * 0x5bd1e995 + kind * 0x3c6ef372;
    }
}

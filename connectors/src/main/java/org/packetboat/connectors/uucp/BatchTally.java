package org.packetboat.connectors.uucp;

import java.util.Locale;

/**
 * What batches in one direction carried.
 *
 * @param batches how many
 * @param mail    bytes of the messages in them
 * @param bytes   of themselves
 */
record BatchTally(long batches, long mail, long bytes) {
    static final BatchTally NONE = new BatchTally(0, 0, 0);

    BatchTally plus(long moreMail, long moreBytes) {
        return new BatchTally(batches + 1, mail + moreMail, bytes + moreBytes);
    }

    /** For people: {@code 4.54 times out, 6.07 times in}; empty if there was none. */
    static String text(BatchTally out, BatchTally in) {
        if (out.batches + in.batches == 0) return "";
        return out.ratio() + " times out, " + in.ratio() + " times in";
    }

    private String ratio() {
        return bytes == 0 ? "0" : String.format(Locale.ROOT, "%.2f", (double) mail / bytes);
    }
}

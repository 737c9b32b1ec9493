package org.packetboat.protocols.uucp.exchange;

import java.util.Locale;

/**
 * What batches in one direction carried.
 *
 * @param batches how many
 * @param mail    bytes of the messages in them
 * @param bytes   of themselves
 */
record BundleTally(long batches, long mail, long bytes) {
    static final BundleTally NONE = new BundleTally(0, 0, 0);

    BundleTally plus(long moreMail, long moreBytes) {
        return new BundleTally(batches + 1, mail + moreMail, bytes + moreBytes);
    }

    /** For people: {@code 4.54 times out, 6.07 times in}; empty if there was none. */
    static String text(BundleTally out, BundleTally in) {
        if (out.batches + in.batches == 0) return "";
        return out.ratio() + " times out, " + in.ratio() + " times in";
    }

    private String ratio() {
        return bytes == 0 ? "0" : String.format(Locale.ROOT, "%.2f", (double) mail / bytes);
    }
}

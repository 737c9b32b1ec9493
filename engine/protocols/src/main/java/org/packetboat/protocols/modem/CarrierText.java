package org.packetboat.protocols.modem;

import java.util.regex.Pattern;

/**
 * Notices that a modem says {@code NO CARRIER} in the midst of a session. Mail may hold these words too, but then more
 * follows: they count when the line is quiet after them.
 */
final class CarrierText {
    /** Behind it a modem may say that the next caller rings. */
    private static final Pattern LAST = Pattern.compile("\r\nNO CARRIER\r\n(\r\nRING\r\n)*\\z");
    private static final int LONGEST = 80;

    private final StringBuilder tail = new StringBuilder();

    /** Whether the words were the last that came in. */
    boolean isLast(byte[] bytes) {
        for (int i = Math.max(0, bytes.length - LONGEST); i < bytes.length; i++)
            tail.append((char) (bytes[i] & 0x7f));
        if (tail.length() > LONGEST) tail.delete(0, tail.length() - LONGEST);
        return LAST.matcher(tail).find();
    }
}

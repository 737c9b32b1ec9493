package org.packetboat.connectors.serial;

/**
 * Notices that a modem says {@code NO CARRIER} in the midst of a session. Mail may hold these words too, but then more
 * follows: they count when the line is quiet after them.
 */
final class CarrierText {
    private static final String WORDS = "\r\nNO CARRIER\r\n";

    private final StringBuilder tail = new StringBuilder();

    /** Whether the words were the last that came in. */
    boolean isLast(byte[] bytes) {
        for (int i = Math.max(0, bytes.length - WORDS.length()); i < bytes.length; i++)
            tail.append((char) (bytes[i] & 0x7f));
        if (tail.length() > WORDS.length()) tail.delete(0, tail.length() - WORDS.length());
        return tail.indexOf(WORDS) >= 0;
    }
}

package org.packetboat.engine.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds the fields of a message's header (RFC 5322 section 2.2) in its bytes, the one rule for all who look into
 * headers: a name of printable US-ASCII without a colon, and behind it a colon, as old mailers have it with spaces or
 * tabs before it (section 4.5.8).
 */
public final class HeaderField {
    /** What {@link #step} says of a line that begins another field, or none. */
    public static final int OTHER = -1;

    private HeaderField() {}

    /**
     * Where the colon stands behind the name that begins a line.
     *
     * @param from where the line begins
     * @param to   where it ends
     * @return -1 if the line begins no field
     */
    public static int colon(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] > ' ' && bytes[at] < 0x7f && bytes[at] != ':')
            at++;
        if (at == from) return -1;
        while (at < to && isBlank(bytes[at]))
            at++;
        return at < to && bytes[at] == ':' ? at : -1;
    }

    /**
     * The name of the field, in lower case.
     *
     * @param from  where its line begins
     * @param colon where its colon stands
     */
    public static String name(byte[] bytes, int from, int colon) {
        return new String(bytes, from, colon - from, StandardCharsets.US_ASCII).stripTrailing()
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a line begins the field of this name, in upper or lower case.
     *
     * @param name in lower case
     */
    public static boolean isNamed(String name, byte[] bytes, int from, int to) {
        int matched = 0;
        for (int i = from; i < to && matched != OTHER && !isFound(name, matched); i++)
            matched = step(name, matched, bytes[i]);
        return isFound(name, matched);
    }

    /**
     * The same for a line that comes byte by byte.
     *
     * @param name    in lower case
     * @param matched what this said of the byte before; 0 where the line begins
     * @return {@link #OTHER} once it can't be that field any more
     */
    public static int step(String name, int matched, byte next) {
        if (matched < name.length())
            return Character.toLowerCase((char) (next & 0xff)) == name.charAt(matched) ? matched + 1 : OTHER;
        if (next == ':') return name.length() + 1;
        return isBlank(next) ? matched : OTHER;
    }

    /** Whether the last step was the colon. */
    public static boolean isFound(String name, int matched) {
        return matched > name.length();
    }

    /** Whether a line that begins with this belongs to the field before it. */
    public static boolean isFold(byte first) {
        return isBlank(first);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}

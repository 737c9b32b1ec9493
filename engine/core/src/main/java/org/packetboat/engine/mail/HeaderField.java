package org.packetboat.engine.mail;

/**
 * Finds the fields of a message's header (RFC 5322 section 2.2) in its bytes: a name of printable US-ASCII without a
 * colon, and a colon right behind it.
 */
public final class HeaderField {
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
        return at > from && at < to && bytes[at] == ':' ? at : -1;
    }

    /**
     * Whether a line begins the field of this name, in upper or lower case.
     *
     * @param name in lower case
     */
    public static boolean isNamed(String name, byte[] bytes, int from, int to) {
        if (to - from <= name.length() || bytes[from + name.length()] != ':') return false;
        for (int i = 0; i < name.length(); i++)
            if (Character.toLowerCase(bytes[from + i]) != name.charAt(i)) return false;
        return true;
    }
}

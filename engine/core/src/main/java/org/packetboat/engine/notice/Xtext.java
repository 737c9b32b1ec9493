package org.packetboat.engine.notice;

/** The encoding of ENVID and ORCPT (RFC 3461 section 4): {@code +} and two hexadecimal digits stand for a character. */
final class Xtext {
    private Xtext() {}

    /** The plain text; a {@code +} without two digits behind it stays as it is. */
    static String decode(String xtext) {
        StringBuilder plain = new StringBuilder(xtext.length());
        for (int i = 0; i < xtext.length(); i++) {
            int value = xtext.charAt(i) == '+' ? hex(xtext, i + 1) : -1;
            plain.append(value < 0 ? xtext.charAt(i) : (char) value);
            if (value >= 0) i += 2;
        }
        return plain.toString();
    }

    private static int hex(String text, int at) {
        if (at + 2 > text.length()) return -1;
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        int value = high << 4 | low;
        return high < 0 || low < 0 || value < ' ' || value > '~' ? -1 : value;
    }
}

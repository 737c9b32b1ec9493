package org.packetboat.protocols.smtp.syntax;

/** The encoding of values in DSN parameters (RFC 3461 section 4). Values are checked, never decoded. */
public final class Xtext {
    private static final String HEX = "0123456789ABCDEF";

    private Xtext() {}

    /**
     * Whether the text is xtext: printable without {@code =}, with {@code +} only in front of two upper-case hex
     * digits.
     *
     * @param international whether characters beyond US-ASCII may stand in it (RFC 6533 section 3)
     */
    public static boolean isValid(String text, boolean international) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = c > ' ' && c < 0x7f && c != '=' || c > 0x9f && international;
            if (!allowed || c == '+' && !isHexPair(text, i + 1)) return false;
        }
        return true;
    }

    private static boolean isHexPair(String text, int at) {
        return at + 1 < text.length() && HEX.indexOf(text.charAt(at)) >= 0 && HEX.indexOf(text.charAt(at + 1)) >= 0;
    }
}

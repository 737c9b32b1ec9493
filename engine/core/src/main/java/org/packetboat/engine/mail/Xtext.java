package org.packetboat.engine.mail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntPredicate;

/**
 * The encoding of values in the parameters of MAIL and RCPT (RFC 3461 section 4): {@code +} and two hexadecimal digits
 * stand for a byte.
 */
public final class Xtext {
    private static final String HEX = "0123456789ABCDEF";
    private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

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

    /**
     * Encodes what can't stand in a value of a bundle's commands: spaces, characters beyond the first plane (as UTF-8),
     * and {@code +} where it would be read as a code. All else stays as it is, so that most texts do.
     */
    public static String encode(String plain) {
        StringBuilder xtext = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length();) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            boolean encoded = c == ' ' || c > Character.MAX_VALUE || c == '+' && value(plain, i) >= 0;
            if (encoded) bytes(xtext, Character.toString(c));
            else xtext.appendCodePoint(c);
        }
        return xtext.toString();
    }

    /** Encodes any text as a value of RFC 3461 section 4: printable US-ASCII without {@code =}. */
    public static String parameter(String plain) {
        StringBuilder xtext = new StringBuilder(plain.length());
        plain.codePoints().forEach(c -> {
            if (c > ' ' && c < 0x7f && c != '=' && c != '+') xtext.appendCodePoint(c);
            else bytes(xtext, Character.toString(c));
        });
        return xtext.toString();
    }

    private static void bytes(StringBuilder xtext, String character) {
        for (byte b : character.getBytes(StandardCharsets.UTF_8))
            xtext.append('+').append(DIGITS.toHexDigits(b));
    }

    /** What {@link #encode} encoded. A {@code +} without two digits behind it stays as it is, as do control codes. */
    public static String decode(String xtext) {
        return decode(xtext, value -> value >= ' ' && value != 0x7f);
    }

    /** The plain text as far as it is printable US-ASCII; all other codes stay as they are. */
    public static String decodeAscii(String xtext) {
        return decode(xtext, value -> value >= ' ' && value < 0x7f);
    }

    private static String decode(String xtext, IntPredicate taken) {
        ByteBuffer plain = ByteBuffer.allocate(xtext.getBytes(StandardCharsets.UTF_8).length); // never longer
        for (int i = 0; i < xtext.length();) {
            int c = xtext.codePointAt(i);
            i += Character.charCount(c);
            int value = c == '+' ? value(xtext, i) : -1;
            if (value >= 0 && taken.test(value)) {
                plain.put((byte) value);
                i += 2;
            } else {
                plain.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return StandardCharsets.UTF_8.decode(plain.flip()).toString();
    }

    /** What the two hexadecimal digits at this place stand for; -1 if there are none. */
    private static int value(String text, int at) {
        boolean digits = at + 2 <= text.length() && HexFormat.isHexDigit(text.charAt(at))
                && HexFormat.isHexDigit(text.charAt(at + 1));
        return digits ? HexFormat.fromHexDigits(text, at, at + 2) : -1;
    }
}

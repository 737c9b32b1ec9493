package org.packetboat.engine.text;

import java.util.regex.Pattern;

/**
 * The one rule for text from outside (peers, senders, files, programs) wherever people read it: nothing in it can start
 * a line, move the cursor, turn the direction of writing, or pass for another key of a log line.
 *
 * <p>Escaped are control characters (U+0000–001F, U+007F–009F), line and paragraph separators (U+2028, U+2029), what
 * turns or hides text (U+061C, U+200B–200F, U+202A–202E, U+2060–2069, U+FEFF), and halves of a surrogate pair: as
 * {@code \n}, {@code \r}, {@code \t}, or <code>&#92;uXXXX</code>. All else stays, so that names stay readable.
 */
public final class Quoted {
    private static final int LONGEST = 500;
    private static final Pattern BREAKS = Pattern
            .compile(" *[\\t\\n\\x0B\\f\\r\\x85\\u2028\\u2029][\\s\\x85\\u2028\\u2029]*");

    private Quoted() {}

    /**
     * The value of a key in a log line: as it is where nothing in it can be misread, else in quotation marks, with
     * quotation marks and backslashes within it escaped by a backslash.
     */
    public static String value(String text) {
        return isPlain(text) ? text : '"' + inner(text) + '"';
    }

    /** What stands between quotation marks: also quotation marks and backslashes are escaped. */
    public static String inner(String text) {
        return escape(text, true);
    }

    /** Text that stands for itself, such as a line of a notice or of a table: quotation marks may stay. */
    public static String printable(String text) {
        return escape(text, false);
    }

    /**
     * What becomes part of a reply, a header or a sentence: line ends and tabs, with the spaces around them, are one
     * space, and the rest is {@link #printable}. Shortened to what a reply may hold (RFC 5321 section 4.5.3.1.5).
     */
    public static String oneLine(String text) {
        String line = printable(BREAKS.matcher(text).replaceAll(" ")).strip();
        if (line.length() <= LONGEST) return line;
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end) + "...";
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '"' || c == '\\' || c == '=' || isUnsafe(text, i)) return false;
        }
        return !text.isEmpty();
    }

    private static String escape(String text, boolean quotes) {
        int safe = 0;
        while (safe < text.length() && !isEscaped(text, safe, quotes))
            safe++;
        if (safe == text.length()) return text;
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, safe);
        for (int i = safe; i < text.length(); i++) {
            if (isEscaped(text, i, quotes)) append(out, text.charAt(i));
            else out.append(text.charAt(i));
        }
        return out.toString();
    }

    private static boolean isEscaped(String text, int at, boolean quotes) {
        char c = text.charAt(at);
        return quotes && (c == '"' || c == '\\') || isUnsafe(text, at);
    }

    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '"', '\\' -> out.append('\\').append(c);
            default -> out.append("\\u%04X".formatted((int) c));
        }
    }

    private static boolean isUnsafe(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x7F) return c < ' ';
        return c < 0xA0 || turnsOrHides(c) || Character.isSurrogate(c) && !isPaired(text, at);
    }

    private static boolean turnsOrHides(char c) {
        return c == 0x61C || c >= 0x200B && c <= 0x200F || c >= 0x2028 && c <= 0x202E || c >= 0x2060 && c <= 0x2069
                || c == 0xFEFF;
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}

package org.packetboat.engine.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Header text as people read it: encoded words (RFC 2047 section 2) decoded. One that can't be stays as it is. */
public final class EncodedWords {
    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s*]+)(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?\\s]*)\\?=");
    /** White space between two of them is none (section 6.2). */
    private static final Pattern BETWEEN = Pattern.compile("(\\?=)[ \\t]+(?==\\?)");

    private EncodedWords() {}

    public static String decode(String text) {
        if (!text.contains("=?")) return text;
        Matcher words = WORD.matcher(BETWEEN.matcher(text).replaceAll("$1"));
        return words.replaceAll(word -> Matcher.quoteReplacement(decode(word.group(), word.group(1), word.group(2),
                word.group(3))));
    }

    private static String decode(String whole, String charset, String kind, String coded) {
        try {
            byte[] bytes = kind.equalsIgnoreCase("b") ? Base64.getDecoder().decode(coded) : quoted(coded);
            return new String(bytes, Charset.forName(charset));
        } catch (IllegalArgumentException unknown) {
            return whole;
        }
    }

    private static byte[] quoted(String coded) {
        byte[] text = coded.replace('_', ' ').getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < text.length; i++) {
            boolean escaped = text[i] == '=' && i + 2 < text.length;
            text[length++] = escaped ? (byte) hex(text, i + 1) : text[i];
            if (escaped) i += 2;
        }
        return Arrays.copyOf(text, length);
    }

    private static int hex(byte[] text, int at) {
        return HexFormat.fromHexDigit(text[at]) << 4 | HexFormat.fromHexDigit(text[at + 1]);
    }
}

package org.packetboat.protocols.bundle.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Finds the base64 text in a message: at least {@value #SHORTEST} characters in lines of one length, the last of which
 * may be shorter; the first {@value #MOST} of them. Looks at the text only, not at MIME headers, so it finds armour and
 * forwarded parts, too. What would not be restored to the letter stays as it is.
 */
public final class Base64Finder {
    private static final int SHORTEST = 400;
    private static final int MOST = 1000;
    private static final boolean[] LETTERS = new boolean[256];

    static {
        for (int c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=".toCharArray())
            LETTERS[c] = true;
    }

    private final byte[] message;
    private final List<Part> parts = new ArrayList<>();
    private int plainFrom;
    private int found;

    private Base64Finder(byte[] message) {
        this.message = message;
    }

    /** The message in parts, in order and without gap. */
    public static List<Part> parts(byte[] message) {
        return new Base64Finder(message).parts();
    }

    private List<Part> parts() {
        for (int line = 0; line < message.length && found < MOST;) {
            int until = run(line);
            if (until - line < SHORTEST) {
                line = nextLine(line);
            } else {
                if (encoded(line, until)) plainFrom = until;
                line = until;
            }
        }
        plain(message.length);
        return parts;
    }

    /** Where the lines of letters that begin here end; without the line end of the last. */
    private int run(int from) {
        int end = letters(from);
        int columns = end - from;
        while (columns > 0 && isLineEnd(end) && letters(end + 2) - end - 2 == columns)
            end += 2 + columns;
        int last = isLineEnd(end) ? letters(end + 2) - end - 2 : 0;
        return last > 0 && last < columns && (isLineEnd(end + 2 + last) || end + 2 + last == message.length)
                ? end + 2 + last
                : end;
    }

    private boolean encoded(int from, int until) {
        int columns = letters(from) - from;
        Optional<byte[]> raw = decoded(from, until);
        if (raw.isEmpty()) return false;
        byte[] again = new Base64Lines(columns).next(raw.get(), raw.get().length);
        if (!Arrays.equals(again, 0, again.length, message, from, until)) return false;
        plain(from);
        parts.add(new Part.Encoded(raw.get(), columns));
        found++;
        return true;
    }

    private Optional<byte[]> decoded(int from, int until) {
        byte[] text = new byte[until - from];
        int length = 0;
        for (int i = from; i < until; i++) {
            if (LETTERS[message[i] & 0xff]) text[length++] = message[i];
        }
        try {
            return Optional.of(Base64.getDecoder().decode(Arrays.copyOf(text, length)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private void plain(int until) {
        if (until > plainFrom) parts.add(new Part.Plain(plainFrom, until));
    }

    private int letters(int from) {
        int at = from;
        while (at < message.length && LETTERS[message[at] & 0xff])
            at++;
        return at;
    }

    private int nextLine(int from) {
        int at = from;
        while (at < message.length && message[at] != '\n')
            at++;
        return at + 1;
    }

    private boolean isLineEnd(int at) {
        return at + 1 < message.length && message[at] == '\r' && message[at + 1] == '\n';
    }
}

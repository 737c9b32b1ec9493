package org.packetboat.protocols.uucp.greeting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the messages of a greeting among noise, echoes and login banners: 020, text, and a NUL or a line end. Text
 * beyond 512 bytes and everything outside of messages is dropped.
 */
public final class GreetingReader {
    public static final char MARK = 020;
    private static final int LONGEST = 512;

    private final StringBuilder text = new StringBuilder();
    private boolean inside;

    /** What a byte completed, and where the bytes after it begin. */
    public record Message(String text, int end) {}

    /** The messages that end in these bytes. */
    public List<Message> read(byte[] bytes) {
        List<Message> found = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            if (ends((char) (bytes[i] & 0xff))) found.add(new Message(text.toString(), i + 1));
        }
        return found;
    }

    private boolean ends(char c) {
        if (c == MARK) {
            inside = true;
            text.setLength(0);
            return false;
        }
        if (!inside) return false;
        inside = c != 0 && c != '\n' && c != '\r';
        if (inside && text.length() < LONGEST) text.append(c);
        return !inside;
    }

    /** Puts a message into its frame. */
    public static byte[] frame(String message) {
        return (MARK + message + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }
}

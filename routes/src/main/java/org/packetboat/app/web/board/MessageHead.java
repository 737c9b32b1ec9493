package org.packetboat.app.web.board;

import java.util.Locale;

/**
 * What a message says of itself (RFC 5322 section 3.6), as far as people look for it. Encoded words (RFC 2047) stay as
 * they are.
 */
public record MessageHead(String subject, String messageId) {
    /** As much of a message is read for its head, in bytes. */
    public static final int LONG = 8 << 10;

    /** @param text the beginning of a message, each char a byte */
    public static MessageHead of(String text) {
        int end = text.indexOf("\r\n\r\n");
        String head = (end < 0 ? text : text.substring(0, end)).replaceAll("\r\n[ \t]+", " ");
        return new MessageHead(field(head, "subject"), field(head, "message-id"));
    }

    private static String field(String head, String name) {
        return head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":")).findFirst()
                .map(line -> line.substring(name.length() + 1).strip()).orElse("");
    }
}

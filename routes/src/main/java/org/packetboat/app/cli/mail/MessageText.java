package org.packetboat.app.cli.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.packetboat.app.cli.shell.Version;
import org.packetboat.engine.mail.HeaderField;

/** Makes a message (RFC 5322) of what a user has in a file: CRLF line ends, and a header where there is none. */
public final class MessageText {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z",
            Locale.ROOT);

    private MessageText() {}

    public static byte[] of(byte[] file, String from, List<String> to, String subject, ZonedDateTime now) {
        byte[] lines = withCrlf(file);
        if (startsWithHeader(lines)) return lines;
        String domain = from.isEmpty() ? "localhost" : from.substring(from.lastIndexOf('@') + 1);
        String header = "From: " + (from.isEmpty() ? "<>" : from) + "\r\nTo: " + String.join(",\r\n\t", to)
                + "\r\nSubject: " + subject + "\r\nDate: " + DATE.format(now) + "\r\nMessage-ID: <"
                + UUID.randomUUID() + "@" + domain
                + ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n";
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        message.writeBytes(lines);
        return message.toByteArray();
    }

    private static boolean startsWithHeader(byte[] lines) {
        return HeaderField.colon(lines, 0, lines.length) >= 0;
    }

    /** LF, CR and CRLF all end a line here. */
    private static byte[] withCrlf(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).lines().map(line -> line + "\r\n")
                .collect(Collectors.joining()).getBytes(StandardCharsets.ISO_8859_1);
    }
}

package org.packetboat.app.compose.push;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.packetboat.engine.link.Body;

/**
 * Something sealed as mail. The head tells postmasters what it is, and whose; only what is sealed is believed:
 *
 * <pre>
 * Subject: Configuration 1796007600 for denver
 * Packetboat-Sealed: configuration denver
 * Content-Type: application/octet-stream
 * Content-Transfer-Encoding: base64
 *
 * BASE64
 * </pre>
 *
 * @param kind   {@code configuration}, {@code recipients}, or {@code answer} or {@code recipients-answer} to one
 * @param site   the branch that it is for, or from
 * @param sealed the bytes
 */
record PushMail(String kind, String site, byte[] sealed) {
    /** The mailbox of each server that this goes to. */
    static final String MAILBOX = "packetboat-config";
    static final String CONFIGURATION = "configuration";
    static final String ANSWER = "answer";
    static final String RECIPIENTS = "recipients";
    static final String RECIPIENTS_ANSWER = "recipients-answer";
    /** Of a mail: files as large as can be, in base64. */
    private static final int LONGEST = PushedFiles.MOST_BYTES * 3 / 2 + (64 << 10);
    private static final String HEADER = "packetboat-sealed:";

    /** The text, lines with LF. */
    byte[] text(String from, String to, String subject) {
        String head = "From: " + from + "\nTo: " + to + "\nSubject: " + subject + "\nPacketboat-Sealed: " + kind + " "
                + site + "\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\n"
                + "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n";
        String body = Base64.getMimeEncoder(76, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(sealed);
        return (head + body + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Empty if it is no such mail, or too large. */
    static Optional<PushMail> read(Body body) {
        if (body.size() > LONGEST) return Optional.empty();
        StringBuilder text = new StringBuilder((int) body.size());
        for (long at = 0; at < body.size();) {
            byte[] piece = body.read(at, LONGEST);
            text.append(new String(piece, StandardCharsets.ISO_8859_1));
            at += piece.length;
        }
        String mail = text.toString().replace("\r\n", "\n");
        int end = mail.indexOf("\n\n");
        if (end < 0) return Optional.empty();
        return mail.substring(0, end).lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(HEADER))
                .map(line -> line.substring(HEADER.length()).strip().split(" ")).filter(words -> words.length == 2)
                .findFirst().flatMap(words -> read(words, mail.substring(end)));
    }

    private static Optional<PushMail> read(String[] words, String base64) {
        try {
            return Optional.of(new PushMail(words[0], words[1], Base64.getMimeDecoder().decode(base64)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}

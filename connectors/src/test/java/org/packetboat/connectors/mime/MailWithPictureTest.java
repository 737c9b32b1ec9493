package org.packetboat.connectors.mime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.TextRule;

/** A mail of text, HTML and a picture, as readers take it apart. */
class MailWithPictureTest {
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, 13, 10, 26};

    private static byte[] written(String to, String text) {
        return MailWithPicture.write(new MailWithPicture.Head("Packetboat", "MAILER-DAEMON@hub.example.com", to,
                "Nacht — 2 Orte fehlen", Instant.parse("2026-11-29T06:01:00Z"), "<report.1@hub.example.com>"), text,
                source -> "<img src=\"" + source + "\"> " + "Zürich ".repeat(300), PICTURE, "night.png");
    }

    private static MimeMessage read(byte[] bytes) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }

    @Test
    void readersFindTextHtmlAndThePictureInIt() throws MessagingException, IOException {
        MimeMessage mail = read(written("anna@example.com", "All well.\nZürich\n"));
        assertEquals("Nacht — 2 Orte fehlen", mail.getSubject());
        assertEquals("<report.1@hub.example.com>", mail.getMessageID());
        assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null));
        MimeMultipart all = (MimeMultipart) mail.getContent();
        assertTrue(all.getContentType().startsWith("multipart/alternative"), all::getContentType);
        assertEquals("All well.\r\nZürich\r\n", all.getBodyPart(0).getContent());
        MimeMultipart related = (MimeMultipart) all.getBodyPart(1).getContent();
        assertTrue(related.getContentType().startsWith("multipart/related"), related::getContentType);
        String html = (String) related.getBodyPart(0).getContent();
        String id = related.getBodyPart(1).getHeader("Content-ID")[0];
        assertTrue(html.contains("cid:" + id.substring(1, id.length() - 1)), html);
        assertEquals("inline", related.getBodyPart(1).getDisposition());
        assertArrayEquals(PICTURE, related.getBodyPart(1).getInputStream().readAllBytes());
    }

    @Test
    void itGoesOverAnyLine() {
        byte[] bytes = written("anna@example.com", "x".repeat(5000) + "\n");
        assertTrue(TextRule.flaw(bytes).isEmpty());
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertTrue(text.chars().allMatch(c -> c < 128));
        assertTrue(text.lines().allMatch(line -> line.length() <= 998));
    }

    @Test
    void aMailboxBeyondAsciiIsWrittenAsItIs() {
        String text = new String(written("jörg@example.com", "x\n"), StandardCharsets.UTF_8);
        assertTrue(text.contains("To: jörg@example.com"), text);
    }
}

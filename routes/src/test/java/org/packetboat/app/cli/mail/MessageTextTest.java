package org.packetboat.app.cli.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user has in a file becomes a message. */
class MessageTextTest {
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-21T03:00:00Z");

    private static String of(String file) {
        return new String(MessageText.of(file.getBytes(StandardCharsets.ISO_8859_1), "a@b.example",
                List.of("c@d.example"), "Prices", NOW), StandardCharsets.ISO_8859_1);
    }

    @Test
    void everyKindOfLineEndBecomesCrlfAndTheLastLineGetsOne() {
        assertEquals("Subject: x\r\n\r\none\r\ntwo\r\n\r\nthr\u00e9e\r\n",
                of("Subject: x\n\none\rtwo\r\n\r\nthr\u00e9e"));
    }

    @Test
    void textWithoutAHeaderGetsOne() {
        String message = of("Bread 1.20\n");
        assertTrue(message.startsWith("From: a@b.example\r\nTo: c@d.example\r\nSubject: Prices\r\nDate: "), message);
        assertTrue(message.endsWith("\r\n\r\nBread 1.20\r\n"), message);
    }

    @Test
    void whatBeginsWithAFieldIsAMessageAlready() {
        assertEquals("Subject \t: x\r\n\r\nBread\r\n", of("Subject \t: x\n\nBread\n"));
        assertTrue(of("Bread and: butter\n").startsWith("From: "));
        assertTrue(of("").startsWith("From: "));
    }
}

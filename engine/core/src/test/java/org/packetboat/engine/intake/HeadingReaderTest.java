package org.packetboat.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Message-ID and Subject are found, however the bytes come. */
class HeadingReaderTest {
    private static final String MAIL = "Received: from a\r\n\tby Subject: b\r\nMESSAGE-ID : <1@x.example>\r\n"
            + "Subject: Price\r\n list\r\nSubject: other\r\n\r\nSubject: body\r\n";

    private static HeadingReader read(String mail, int piece) {
        HeadingReader reader = new HeadingReader();
        byte[] bytes = mail.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece)
            reader.see(bytes, at, Math.min(piece, bytes.length - at));
        return reader;
    }

    @Test
    void bothAreFoundHoweverTheBytesAreDivided() {
        for (int piece = 1; piece <= MAIL.length(); piece++) {
            assertEquals(Optional.of("<1@x.example>"), read(MAIL, piece).messageId(), "pieces of " + piece);
            assertEquals(Optional.of("Price list"), read(MAIL, piece).subject(), "pieces of " + piece);
        }
    }

    @Test
    void aBodyIsNoHeader() {
        assertEquals(Optional.empty(), read("From: a\r\n\r\nSubject: body\r\n\r\n", 7).subject());
        assertEquals(Optional.empty(), read("\r\nSubject: body\r\n\r\n", 3).subject());
        assertEquals(Optional.empty(), read("\nSubject: body\n\n", 3).subject());
    }

    @Test
    void aLongSubjectIsCut() {
        String subject = read("Subject: " + "x".repeat(5000) + "\r\n y\r\n\r\n", 64).subject().orElseThrow();
        assertEquals("x".repeat(HeadingReader.LONGEST - "Subject: ".length()), subject);
    }

    @Test
    void theLastFieldOfAMailWithoutABodyCounts() {
        assertEquals(Optional.of("x"), read("Subject: x\n\n", 100).subject());
    }
}

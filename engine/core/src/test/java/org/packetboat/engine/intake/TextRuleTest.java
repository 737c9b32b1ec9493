package org.packetboat.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.mail.Reply;

class TextRuleTest {
    private static byte[] bytes(String text) {
        return text.replace("CR", "\r").replace("LF", "\n").replace("NUL", "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static String flaw(String text) {
        return TextRule.flaw(bytes(text)).map(Reply::text).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a: bCRLFCRLFtextCRLF", "CRLF"})
    void takes(String text) {
        assertEquals("", flaw(text));
    }

    @ParameterizedTest
    @CsvSource({"aNULb, Message has a NUL byte", "aCRb, Message has a CR without LF",
            "aLFb, Message has an LF without CR", "aCR, Message has a CR without LF",
            "CRCRLF, Message has a CR without LF", "LF, Message has an LF without CR",
            "aCRLF.LFMAIL, Message has an LF without CR"})
    void refuses(String text, String why) {
        assertEquals(why, flaw(text));
    }

    @Test
    void anLfByItselfCanBeMended() {
        assertEquals("", TextRule.flaw(TextRule.withCrlf(bytes("a: bLFLFtextCRLFLF"))).map(Reply::text).orElse(""));
        assertEquals("a: b\r\n\r\ntext\r\n\r\n",
                new String(TextRule.withCrlf(bytes("a: bLFLFtextCRLFLF")), StandardCharsets.US_ASCII));
    }
}

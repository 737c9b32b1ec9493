package org.packetboat.camel.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.engine.mail.HeaderField;
import org.packetboat.engine.mail.OddHeaders;

class MailHeadTest {
    private static MailHead head(String text) throws Flaw {
        MailHead head = new MailHead();
        for (String line : text.split("\r\n")) {
            if (line.isEmpty()) break;
            head.add(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        return head;
    }

    @ParameterizedTest
    @MethodSource("org.packetboat.engine.mail.OddHeaders#all")
    void findsTheFieldsOfOddHeadersIfTheyBeginWithOne(OddHeaders odd) throws Exception {
        String first = odd.text().split("\r\n", 2)[0];
        byte[] line = first.getBytes(StandardCharsets.ISO_8859_1);
        if (!first.isEmpty() && HeaderField.colon(line, 0, line.length) < 0) {
            assertThrows(Flaw.class, () -> head(odd.text()));
        } else {
            assertEquals(odd.hops(), head(odd.text()).count("received"));
        }
    }

    @Test
    void valueIsUnfoldedAndWithoutTheName() throws Exception {
        assertEquals(List.of("a\tby b: c"), head("Received :\r\n a\r\n\tby b: c\r\n").values("received"));
    }
}

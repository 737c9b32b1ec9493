package org.packetboat.engine.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderFieldTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"Received: from a|8|true", "RECEIVED:|8|true", "received-by: a|11|false",
                    "Received 	: a|10|true", "Received by: a|-1|false",
                    "Receive: d|7|false", ": a|-1|false", "Received|-1|false", "R\u00e9ceived: a|-1|false",
                    "' Received: a'|-1|false", "''|-1|false"})
    void isFoundAtTheBeginningOfALine(String line, int colon, boolean isTrace) {
        byte[] bytes = ("x\n" + line + "\ny: z").getBytes(StandardCharsets.ISO_8859_1);
        int end = 2 + line.length();
        assertEquals(colon < 0 ? -1 : colon + 2, HeaderField.colon(bytes, 2, end));
        assertEquals(isTrace, HeaderField.isNamed("received", bytes, 2, end));
    }

    @Test
    void nameIsInLowerCaseWithoutBlanks() {
        byte[] line = "X-Big-Send\t : a".getBytes(StandardCharsets.US_ASCII);
        assertEquals("x-big-send", HeaderField.name(line, 0, HeaderField.colon(line, 0, line.length)));
    }
}

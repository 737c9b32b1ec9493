package org.packetboat.protocols.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.engine.mail.OddHeaders;

class HopCounterTest {
    private final HopCounter counter = new HopCounter();

    @ParameterizedTest
    @MethodSource("org.packetboat.engine.mail.OddHeaders#all")
    void countsTheTraceLinesOfOddHeaders(OddHeaders odd) {
        for (String line : odd.text().split("(?<=\n)")) {
            counter.lineStarts();
            if (line.equals("\r\n")) counter.headerEnds();
            for (byte b : line.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                counter.see(new byte[]{b}, 0, 1);
        }
        assertEquals(odd.hops(), counter.hops());
    }
}

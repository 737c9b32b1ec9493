package org.packetboat.connectors.kafka.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.engine.mail.HeaderField;
import org.packetboat.engine.mail.OddHeaders;

class MessageTextTest {
    @ParameterizedTest
    @MethodSource("org.packetboat.engine.mail.OddHeaders#all")
    void countsTheTraceLinesOfOddHeadersAndTakesOnlyWhatBeginsWithAField(OddHeaders odd) {
        byte[] bytes = odd.bytes();
        if (HeaderField.colon(bytes, 0, bytes.length) < 0) assertThrows(Unfit.class, () -> MessageText.of(bytes));
        else assertEquals(odd.hops(), MessageText.of(bytes).hops());
    }
}

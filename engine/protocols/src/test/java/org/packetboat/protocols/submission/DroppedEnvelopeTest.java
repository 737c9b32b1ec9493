package org.packetboat.protocols.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The envelope that stands before a message of the drop folder. */
class DroppedEnvelopeTest {
    @ParameterizedTest
    @CsvSource({"anna, anna@example.com", "a..b, '\"a..b\"@example.com'", "., '\".\"@example.com'",
            "J. D\"oe, '\"J. D_oe\"@example.com'"})
    void everyOwnerCanBeASender(String owner, String address) {
        DroppedEnvelope envelope = DroppedEnvelope.read(List.of("packetboat-drop 1", "from two words")).orElseThrow();
        assertEquals(address, envelope.sender(owner, "example.com").orElseThrow().toString());
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "1000, 200"})
    void aLongNameOfAnOwnerIsShortened(int length, int left) {
        DroppedEnvelope envelope = DroppedEnvelope.read(List.of("packetboat-drop 1", "from two words")).orElseThrow();
        assertEquals(left, envelope.sender("x".repeat(length), "example.com").orElseThrow().localPart().length());
    }
}

package org.packetboat.protocols.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.protocols.modem.Prelude.Step;

/** Callers of every kind, in time of our own. */
class AnswerDialogueTest {
    private final Instant now = Instant.parse("2026-11-20T03:00:00Z");
    private final AnswerDialogue dialogue = new AnswerDialogue(ModemSettings.hayes());

    private Step hear(String text) {
        return dialogue.heard(text.getBytes(StandardCharsets.US_ASCII), now);
    }

    private static String said(Step step) {
        return new String(assertInstanceOf(Step.Wait.class, step).say(), StandardCharsets.US_ASCII);
    }

    private void waiting() {
        dialogue.begin(now);
        for (String next : new String[]{"AT&C1&D2", "ATE0Q0", "ATS0=0", ""})
            assertEquals(next, said(hear("OK\r\n")).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RING", "RING 1", "+CRING: REL ASYNC"})
    void takesACall(String ring) {
        waiting();
        assertEquals("ATA\r", said(hear("\r\n" + ring + "\r\n")));
        assertInstanceOf(Step.Through.class, hear("\r\nCONNECT 2400\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAX", "+FCO", "VOICE", "VCON"})
    void hangsUpOnWhoIsNoModemAndTakesTheNextCall(String result) {
        waiting();
        hear("RING\r\n");
        assertEquals("ATH\r", said(hear("\r\n" + result + "\r\n")));
        assertEquals("", said(hear("OK\r\n")));
        assertEquals("ATA\r", said(hear("RING\r\n")));
    }

    @Test
    void callerWhoHasGoneIsForgotten() {
        waiting();
        hear("RING\r\n");
        assertEquals("", said(hear("NO CARRIER\r\n")));
        assertEquals("ATA\r", said(hear("RING\r\n")));
    }
}

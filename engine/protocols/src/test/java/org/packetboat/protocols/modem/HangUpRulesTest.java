package org.packetboat.protocols.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.modem.HangUp.Step;

/** The table of phases, in time of our own. */
class HangUpRulesTest {
    private static final Instant BEGAN = Instant.parse("2026-11-20T03:00:00Z");

    private Instant now = BEGAN;

    private static HangUp hangUp(boolean lines, boolean connected) {
        return new HangUp(ModemSettings.hayes(), lines, connected);
    }

    private Step ring(HangUp dialogue, Step step, boolean carrier) {
        now = assertInstanceOf(Step.Wait.class, step).until();
        return dialogue.rang(carrier, now);
    }

    private Step hear(HangUp dialogue, String words) {
        return dialogue.heard(words.getBytes(StandardCharsets.US_ASCII), now);
    }

    private static String said(Step step) {
        return new String(assertInstanceOf(Step.Wait.class, step).say(), StandardCharsets.US_ASCII);
    }

    private static Optional<String> trouble(Step step) {
        return assertInstanceOf(Step.Over.class, step).trouble();
    }

    @Test
    void dtrStaysDownLongEnoughToBeSeen() {
        HangUp dialogue = hangUp(true, true);
        Step step = dialogue.begin(now);
        assertFalse(assertInstanceOf(Step.Wait.class, step).dtr());
        assertEquals(Optional.empty(), trouble(ring(dialogue, step, false)));
        assertEquals(Duration.ofMillis(600), Duration.between(BEGAN, now));
    }

    @Test
    void modemsHaveTimeToSayGoodbye() {
        HangUp dialogue = hangUp(true, true);
        Step step = ring(dialogue, dialogue.begin(now), true);
        assertFalse(assertInstanceOf(Step.Wait.class, step).dtr());
        assertEquals(Optional.empty(), trouble(ring(dialogue, step, false)));
    }

    @Test
    void givesUpOnAModemThatDoesNothing() {
        HangUp dialogue = hangUp(true, true);
        Step step = dialogue.begin(now);
        StringBuilder all = new StringBuilder();
        while (step instanceof Step.Wait) {
            all.append(said(step));
            step = ring(dialogue, step, true);
        }
        assertEquals("+++\rATH\r+++\rATH\r", all.toString());
        assertTrue(trouble(step).orElseThrow().startsWith("the modem does not hang up: DCD stays up"));
        assertTrue(Duration.between(BEGAN, now).compareTo(Duration.ofSeconds(30)) < 0);
    }

    @Test
    void dtrIsUpAgainWhenTheModemIsAsked() {
        HangUp dialogue = hangUp(true, true);
        Step step = dialogue.begin(now);
        while (said(step).isEmpty())
            step = ring(dialogue, step, true);
        assertTrue(assertInstanceOf(Step.Wait.class, step).dtr());
    }

    @Test
    void wordsInMailAreNoProof() {
        HangUp dialogue = hangUp(false, true);
        dialogue.begin(now);
        assertEquals("", said(hear(dialogue, "\r\nOK\r\n")));
        assertEquals("\rATH\r", said(hear(dialogue, "\r\nNO CARRIER\r\n")));
        assertEquals(Optional.empty(), trouble(hear(dialogue, "\r\nOK\r\n")));
    }

    @Test
    void callThatJustCameThroughIsTakenDownToo() {
        HangUp dialogue = hangUp(false, false);
        assertEquals("\rATH\r", said(dialogue.begin(now)));
        Step step = hear(dialogue, "\r\nCONNECT 2400\r\n");
        assertEquals("", said(step));
        assertEquals("+++", said(ring(dialogue, step, false)));
    }

    @Test
    void modemThatWasNotInACallNeedsOneWord() {
        HangUp dialogue = hangUp(false, false);
        dialogue.begin(now);
        assertEquals(Optional.empty(), trouble(hear(dialogue, "\r\nOK\r\n")));
    }

    @Test
    void deadModemIsNotToldTwice() {
        HangUp dialogue = hangUp(false, false);
        Step step = dialogue.begin(now);
        while (step instanceof Step.Wait)
            step = ring(dialogue, step, false);
        assertEquals(Optional.empty(), trouble(step));
    }
}

package org.packetboat.protocols.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.modem.Prelude.Step;

/** Waiting for a call on a modem that is prepared first. */
class AnswerReadyTest {
    private final Instant now = Instant.parse("2026-11-29T08:00:00Z");
    private final AtomicInteger ready = new AtomicInteger();
    private final AnswerDialogue dialogue = new AnswerDialogue(ModemSettings.hayes(), ready::incrementAndGet);

    private String hear(String result) {
        Step step = dialogue.heard(("\r\n" + result + "\r\n").getBytes(StandardCharsets.US_ASCII), now);
        return new String(assertInstanceOf(Step.Wait.class, step).say(), StandardCharsets.US_ASCII);
    }

    /** Says OK to whatever is to be set. @return what is said when all is */
    private String prepare() {
        String said = "AT";
        while (said.startsWith("AT") && !said.startsWith("ATA"))
            said = hear("OK");
        return said;
    }

    @Test
    void tellsOnceThatCallersAreAwaited() {
        dialogue.begin(now);
        assertEquals(0, ready.get());
        assertEquals("", prepare());
        assertEquals(1, ready.get());
        hear("OK");
        assertEquals(1, ready.get());
    }

    /** The next ring may be six seconds away, or never come. */
    @Test
    void ringThatIsHeardWhileTheModemIsPreparedCounts() {
        dialogue.begin(now);
        hear("RING");
        assertTrue(prepare().startsWith("ATA"));
    }
}

package org.packetboat.connectors.jmx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who asks says how long he waits; no answer is not a refusal. */
class AskingTest {
    @Test
    void patienceIsThatOfWhoAsks() {
        IllegalStateException late = assertThrows(IllegalStateException.class,
                () -> Asking.patiently(Duration.ofMillis(1), () -> Asking.<String>answer(_ -> {})));
        assertTrue(Asking.isLate(late), late::toString);
        assertEquals("yes", Asking.patiently(Duration.ofHours(1),
                () -> Asking.<String>answer(answer -> Thread.ofVirtual().start(() -> answer.accept("yes")))));
    }

    @Test
    void aRefusalIsNotLate() {
        assertFalse(Asking.isLate(new IllegalStateException("the queue is closed")));
    }
}

package org.packetboat.app.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is costly is done by few at a time. */
class TurnsTest {
    @Test
    void whoHasNoTurnIsToldToComeAgain() throws InterruptedException {
        Turns turns = new Turns(1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread first = Thread.ofVirtual().start(() -> turns.take(() -> {
            inside.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "";
        }));
        inside.await();
        assertThrows(Turns.Busy.class, () -> turns.take(() -> ""));
        end.countDown();
        first.join();
        assertEquals("there", turns.take(() -> "there"));
    }
}

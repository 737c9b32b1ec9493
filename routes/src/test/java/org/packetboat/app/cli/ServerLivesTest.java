package org.packetboat.app.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ServerLivesTest {
    private final ServerLives lives = new ServerLives();

    @Test
    void anotherBeginsOnceForEachConfiguration() throws InterruptedException {
        lives.restart();
        lives.restart();
        lives.awaitEnd();
        assertTrue(lives.again());
        assertFalse(lives.again());
    }

    /** Whoever stops the server while a configuration is put in force means it. */
    @Test
    void noneBeginsAfterAStop() throws InterruptedException {
        lives.restart();
        lives.stop();
        lives.awaitEnd();
        assertFalse(lives.again());
        lives.restart();
        assertFalse(lives.again());
    }

    @Test
    void whoWaitsIsWoken() throws InterruptedException {
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                lives.awaitEnd();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        lives.stop();
        waiting.join();
    }
}

package org.packetboat.app.compose.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What listens is opened in the end, and until then it is said why it isn't. */
class PersistentListenerTest {
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicBoolean free = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    private AutoCloseable open() throws IOException {
        attempts.incrementAndGet();
        if (!free.get()) throw new IOException("taken");
        return ended::countDown;
    }

    private PersistentListener<AutoCloseable> listener() {
        return new PersistentListener<>("test", this::open, e -> "port: " + e.getMessage(), Duration.ofMillis(1));
    }

    @Test
    void whatCanBeOpenedIsOpenAtOnce() {
        free.set(true);
        try (PersistentListener<AutoCloseable> listener = listener()) {
            listener.start();
            assertTrue(listener.opened().isPresent());
            assertEquals(List.of(), listener.problems());
        }
        assertEquals(0, ended.getCount());
    }

    @Test
    void whatCantBeOpenedIsAProblemUntilItCan() {
        try (PersistentListener<AutoCloseable> listener = listener()) {
            listener.start();
            assertEquals(Optional.empty(), listener.opened());
            assertEquals(List.of("port: taken"), listener.problems());
            free.set(true);
            Awaitility.await().until(() -> listener.opened().isPresent());
            assertEquals(List.of(), listener.problems());
        }
    }

    @Test
    void closingEndsTheTrying() {
        PersistentListener<AutoCloseable> listener = listener();
        listener.start();
        listener.close();
        int before = attempts.get();
        free.set(true);
        listener.start();
        assertEquals(Optional.empty(), listener.opened(), "opened after it was closed");
        assertEquals(before, attempts.get());
    }
}

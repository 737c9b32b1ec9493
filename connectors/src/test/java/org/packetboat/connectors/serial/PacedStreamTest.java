package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** UUCP over a network that is shared with others. */
class PacedStreamTest {
    @Test
    void bytesGoInOrderAndNoFasterThanTheRouteSays() throws Exception {
        byte[] bytes = new byte[4_000];
        new Random(1).nextBytes(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long begin = System.nanoTime();
        try (PacedStream stream = new PacedStream(out, new PacedStream.Pace(Optional.of(10_000L)))) {
            stream.write(bytes, 0, 1_500);
            stream.write(bytes, 1_500, 2_500);
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertArrayEquals(bytes, out.toByteArray());
        assertTrue(millis >= 399, millis + " ms");
    }

    /** At a byte a second it would take an hour. */
    @Test
    void aLimitThatIsLiftedHoldsNobodyUp() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacedStream.Pace pace = new PacedStream.Pace(Optional.of(1L));
        CountDownLatch begun = new CountDownLatch(1);
        FilterOutputStream watched = new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                super.write(bytes, offset, length);
                begun.countDown();
            }
        };
        Thread.ofVirtual().start(() -> {
            try {
                begun.await();
                pace.set(Optional.empty());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (PacedStream stream = new PacedStream(watched, pace)) {
            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> stream.write(new byte[4_000], 0, 4_000));
        }
        assertEquals(4_000, out.size());
    }

    @Test
    void aLimitThatComesHolds() throws Exception {
        PacedStream.Pace pace = new PacedStream.Pace(Optional.empty());
        try (PacedStream stream = new PacedStream(new ByteArrayOutputStream(), pace)) {
            stream.write(new byte[1_000_000], 0, 1_000_000);
            pace.set(Optional.of(10_000L));
            long begin = System.nanoTime();
            stream.write(new byte[2_000], 0, 2_000);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertTrue(millis >= 199, millis + " ms");
        }
    }
}

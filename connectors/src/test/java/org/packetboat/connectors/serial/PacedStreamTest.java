package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** UUCP over a network that is shared with others. */
class PacedStreamTest {
    @Test
    void bytesGoInOrderAndNoFasterThanTheRouteSays() throws Exception {
        byte[] bytes = new byte[4_000];
        new Random(1).nextBytes(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long begin = System.nanoTime();
        try (PacedStream stream = new PacedStream(out, 10_000)) {
            stream.write(bytes, 0, 1_500);
            stream.write(bytes, 1_500, 2_500);
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertArrayEquals(bytes, out.toByteArray());
        assertTrue(millis >= 399, millis + " ms");
    }
}

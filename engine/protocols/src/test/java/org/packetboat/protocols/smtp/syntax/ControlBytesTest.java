package org.packetboat.protocols.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ControlBytesTest {
    private static int slowly(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] & 0xff) > 0x0d)
            i++;
        return i;
    }

    @Test
    void findsEveryByteWhereverItStands() {
        for (int value = 0; value < 256; value++) {
            for (int at = 0; at < 20; at++) {
                byte[] bytes = "abcdefghijklmnopqrstu".getBytes(StandardCharsets.US_ASCII);
                bytes[at] = (byte) value;
                assertEquals(value <= 0x0d ? at : 20, ControlBytes.next(bytes, 0, 20), value + " at " + at);
            }
        }
    }

    @Test
    void findsTheFirstOfMany() {
        Random random = new Random(7);
        byte[] bytes = new byte[200];
        for (int round = 0; round < 20_000; round++) {
            random.nextBytes(bytes);
            int from = random.nextInt(100);
            int to = from + random.nextInt(100);
            assertEquals(slowly(bytes, from, to), ControlBytes.next(bytes, from, to));
        }
    }
}

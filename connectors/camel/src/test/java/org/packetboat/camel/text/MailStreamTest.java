package org.packetboat.camel.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Body;

class MailStreamTest {
    /** Bytes that are given out at most 7 at a time. */
    private record Slow(byte[] bytes) implements Body {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public byte[] read(long offset, int most) {
            return Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(bytes.length, offset + Math.min(most, 7)));
        }
    }

    private final MailStream stream = new MailStream("To: a\r\n".getBytes(StandardCharsets.US_ASCII),
            new Slow("Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII)));
    private static final byte[] ALL = "To: a\r\nSubject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void isReadFromItsBeginningAsOftenAsWanted() throws IOException {
        assertArrayEquals(ALL, stream.readAllBytes());
        stream.reset();
        assertArrayEquals(ALL, stream.readAllBytes());
        assertEquals(ALL.length, stream.length());
    }

    @Test
    void singleBytesAndSkipsAgreeWithTheWhole() throws IOException {
        assertEquals('T', stream.read());
        assertEquals(8, stream.skip(8));
        assertArrayEquals(Arrays.copyOfRange(ALL, 9, ALL.length), stream.readAllBytes());
        assertEquals(-1, stream.read());
    }
}

package org.packetboat.protocols.bundle.mixing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.bundle.codec.Effort;
import org.packetboat.protocols.bundle.codec.TooLargeException;
import org.packetboat.protocols.bundle.content.ContentName;

/** The codec of our own. */
final class MixingCoderTest {
    private final MixingCoder coder = new MixingCoder();

    private void roundTrip(byte[] content, byte[] reference) throws IOException {
        byte[] packed = coder.compress(content, reference, Effort.STRONGEST);
        byte[] again = coder.expand(new ByteArrayInputStream(packed), content.length, reference).readAllBytes();
        assertArrayEquals(content, again);
    }

    private static byte[] words(int seed, int length) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < length)
            text.append("word").append(random.nextInt(50)).append(random.nextInt(9) == 0 ? "\r\n" : " ");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void givesBackWhatItGot() throws IOException {
        Random random = new Random(4);
        for (int length : new int[]{0, 1, 2, 3, 100, 10_000}) {
            byte[] noise = new byte[length];
            roundTrip(noise, new byte[0]);
            random.nextBytes(noise);
            roundTrip(noise, words(1, 3000));
            roundTrip(words(2, length), noise);
        }
    }

    @Test
    void readsOnlyTheEndOfALargeReference() throws IOException {
        byte[] large = new byte[220_000];
        new Random(5).nextBytes(large);
        byte[] otherBegin = large.clone();
        otherBegin[0] ^= 1;
        byte[] content = words(3, 500);
        byte[] packed = coder.compress(content, large, Effort.STRONGEST);
        assertArrayEquals(content,
                coder.expand(new ByteArrayInputStream(packed), content.length, otherBegin).readAllBytes());
    }

    @Test
    void refusesToExpandForMinutes() {
        assertThrows(TooLargeException.class,
                () -> coder.expand(new ByteArrayInputStream(new byte[9]), (1 << 19) + 1, new byte[0]));
    }

    /** If this fails, what older programs sent and keep cannot be read: give the new model a number of its own. */
    @Test
    void formatNeverChanges() {
        byte[] packed = coder.compress(words(6, 20_000), words(7, 5_000), Effort.STRONGEST);
        assertEquals("2273 85158cc885d38da9",
                packed.length + " " + HexFormat.of().formatHex(ContentName.sha256().digest(packed), 0, 8));
    }
}

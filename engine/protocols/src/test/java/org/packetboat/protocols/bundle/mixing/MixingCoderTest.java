package org.packetboat.protocols.bundle.mixing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.bundle.codec.DamagedException;
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
    void givesBackSingleBytesAndLongRuns() throws IOException {
        for (int value = 0; value < 256; value += 51)
            roundTrip(new byte[]{(byte) value}, new byte[0]);
        byte[] run = new byte[70_000];
        Arrays.fill(run, (byte) 0xff);
        roundTrip(run, new byte[0]);
        roundTrip(run, run);
        roundTrip(new byte[0], words(1, 3000));
    }

    @Test
    void noiseHardlyGrows() {
        byte[] noise = new byte[10_000];
        new Random(8).nextBytes(noise);
        int packed = coder.compress(noise, words(1, 3000), Effort.STRONGEST).length;
        assertTrue(packed < noise.length * 1.03, packed + " bytes");
    }

    /**
     * The codec itself has no checksum; a bundle has (HostileBatchTest). Whatever the bytes say, reading them ends with
     * as many bytes as were announced, or as damage, and nothing else goes wrong.
     */
    private void endsSomehow(byte[] packed, int length, byte[] reference) {
        try (InputStream in = coder.expand(new ByteArrayInputStream(packed), length, reference)) {
            byte[] most = in.readNBytes(length + 1);
            assertEquals(length, most.length);
            assertEquals(-1, in.read());
        } catch (IOException damage) {
            assertInstanceOf(DamagedException.class, damage);
        }
    }

    @Test
    void cutAnywhereItEndsAsDamageOrWithAsManyBytes() {
        byte[] content = words(9, 100);
        byte[] packed = coder.compress(content, new byte[0], Effort.STRONGEST);
        for (int length = 0; length < packed.length; length++)
            endsSomehow(Arrays.copyOf(packed, length), content.length, new byte[0]);
        assertThrows(DamagedException.class, () -> coder
                .expand(new ByteArrayInputStream(new byte[0]), content.length, new byte[0]).readAllBytes());
    }

    @Test
    void withAnyBitFlippedItEndsAsDamageOrWithAsManyBytes() {
        byte[] content = words(10, 200);
        byte[] packed = coder.compress(content, new byte[0], Effort.STRONGEST);
        for (int bit = 0; bit < packed.length * 8; bit += 37) {
            byte[] flipped = packed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            endsSomehow(flipped, content.length, new byte[0]);
        }
    }

    @Test
    void rubbishEndsAsDamageOrWithAsManyBytes() {
        Random random = new Random(11);
        for (int i = 0; i < 20; i++) {
            byte[] rubbish = new byte[random.nextInt(300)];
            random.nextBytes(rubbish);
            endsSomehow(rubbish, random.nextInt(600), words(i, random.nextInt(300)));
        }
    }

    /** Content that nobody may expand must not be made. */
    @Test
    void refusesToPackWhatIsTooLargeToExpand() {
        byte[] large = new byte[MixingCoder.MOST + 1];
        assertThrows(IllegalArgumentException.class, () -> coder.compress(large, new byte[0], Effort.STRONGEST));
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

    /** A server lends the same tables to one call after the other. */
    @Test
    void whatAPredictorReadBeforeIsOfNoConsequence() throws IOException {
        LentAgain lent = new LentAgain();
        MixingCoder again = new MixingCoder(lent);
        for (int seed = 20; seed < 23; seed++) {
            byte[] content = words(seed, 3_000);
            byte[] reference = words(seed + 10, 2_000 * (seed - 20));
            byte[] packed = again.compress(content, reference, Effort.STRONGEST);
            assertArrayEquals(coder.compress(content, reference, Effort.STRONGEST), packed);
            try (InputStream in = again.expand(new ByteArrayInputStream(packed), content.length, reference)) {
                assertArrayEquals(content, in.readAllBytes());
            }
            assertEquals(0, lent.out);
        }
    }

    /** A transfer that breaks off, and one who closes twice. */
    @Test
    void aPredictorIsGivenBackOnceByWhoeverStopsInTheMiddle() throws IOException {
        LentAgain lent = new LentAgain();
        byte[] packed = coder.compress(words(1, 500), new byte[0], Effort.STRONGEST);
        InputStream in = new MixingCoder(lent).expand(new ByteArrayInputStream(packed), 500, new byte[0]);
        in.read();
        assertEquals(1, lent.out);
        in.close();
        in.close();
        assertEquals(0, lent.out);
        assertThrows(IOException.class, in::read);
    }

    @Test
    void aPredictorIsGivenBackWhereNothingCanBeRead() {
        LentAgain lent = new LentAgain();
        InputStream torn = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("torn");
            }
        };
        assertThrows(IOException.class, () -> new MixingCoder(lent).expand(torn, 500, new byte[0]));
        assertEquals(0, lent.out);
    }

    /** One predictor, lent again and again. */
    private static final class LentAgain implements Predictors {
        private final Predictor only = NEW.take();
        private int out;

        @Override
        public Predictor take() {
            out++;
            return only;
        }

        @Override
        public void giveBack(Predictor predictor) {
            assertEquals(only, predictor);
            out--;
        }
    }

    /** If this fails, what older programs sent and keep cannot be read: give the new model a number of its own. */
    @Test
    void formatNeverChanges() {
        byte[] packed = coder.compress(words(6, 20_000), words(7, 5_000), Effort.STRONGEST);
        assertEquals("2273 85158cc885d38da9",
                packed.length + " " + HexFormat.of().formatHex(ContentName.sha256().digest(packed), 0, 8));
    }
}

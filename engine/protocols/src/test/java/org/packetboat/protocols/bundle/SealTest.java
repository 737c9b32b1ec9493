package org.packetboat.protocols.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private final Seal seal = new Seal("a secret of both servers", new SecureRandom());

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    @ParameterizedTest
    @CsvSource({"0, 42", "1, 42", "13000, 42", "65536, 42", "65537, 59", "200000, 93"})
    void givesBackWhatItSealedAndCostsLittle(int length, int cost) {
        byte[] sealed = seal.seal(content(length));
        assertArrayEquals(content(length), ((Seal.Opened.Content) seal.open(sealed)).bytes());
        assertEquals(length + cost, sealed.length);
    }

    /** RFC 8188 section 3.1 and, with many records, 3.2; their examples have keys of bytes, and other key names. */
    @ParameterizedTest
    @CsvSource({"yqdlZ-tYemfogSmv7Ws5PQ, 0, I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg",
            "BO3ZVPxUlnLORbVGMpbT1Q, 2, uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51"
                    + "OEUKEpgz3SsLWIqS_uA"})
    void readsTheExamplesOfTheStandard(String key, int nameLength, String sealed) throws IOException {
        Seal examples = new Seal(Base64.getUrlDecoder().decode(key), new SecureRandom());
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(sealed)));
        byte[] salt = in.readNBytes(16);
        int records = in.readInt();
        in.skipNBytes(1 + nameLength);
        Seal.Opened opened = examples.records(in, salt, records);
        assertEquals("I am the walrus",
                new String(((Seal.Opened.Content) opened).bytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void theSameIsNeverSealedAlikeTwice() {
        assertNotEquals(Arrays.toString(seal.seal(content(50))), Arrays.toString(seal.seal(content(50))));
    }

    @Test
    void anyTurnedBitIsFoundOut() {
        byte[] sealed = seal.seal(content(40));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] altered = sealed.clone();
            altered[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertTrue(!(seal.open(altered) instanceof Seal.Opened.Content), "bit " + bit);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 24, 25, 26, 60, 65_553, 65_578, 65_579, 80_000})
    void whatIsCutOffIsFoundOut(int length) {
        byte[] sealed = seal.seal(content(100_000));
        assertTrue(!(seal.open(Arrays.copyOf(sealed, length)) instanceof Seal.Opened.Content));
    }

    @Test
    void recordsCannotChangePlaces() {
        byte[] sealed = seal.seal(content(150_000));
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, 25, swapped, 25 + 65_553, 65_553);
        System.arraycopy(sealed, 25 + 65_553, swapped, 25, 65_553);
        assertInstanceOf(Seal.Opened.Damaged.class, seal.open(swapped));
    }

    @Test
    void anotherKeyIsToldFromDamage() {
        Seal other = new Seal("another secret of others", new SecureRandom());
        assertInstanceOf(Seal.Opened.OtherKey.class, other.open(seal.seal(content(40))));
        assertInstanceOf(Seal.Opened.OtherKey.class, seal.open(content(400)));
        assertNotEquals(seal.keyName(), other.keyName());
        assertNotEquals(seal.receipt("0123456789abcdef0123"), other.receipt("0123456789abcdef0123"));
    }

    @Test
    void aShortSecretIsRefused() {
        String told = assertThrows(IllegalArgumentException.class, () -> new Seal("password", new SecureRandom()))
                .getMessage();
        assertEquals("a key of 8 characters; expected at least 16, as openssl rand -base64 32 makes them", told);
    }
}

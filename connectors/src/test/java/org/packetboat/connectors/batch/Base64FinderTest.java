package org.packetboat.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.protocols.bundle.content.Base64Finder;
import org.packetboat.protocols.bundle.content.Base64Lines;
import org.packetboat.protocols.bundle.content.Part;

/** Attachments that travel as the bytes they stand for. */
final class Base64FinderTest {
    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static long encoded(byte[] message) {
        return Base64Finder.parts(message).stream().filter(part -> part instanceof Part.Encoded).count();
    }

    private static void restores(byte[] message) {
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        for (Part part : Base64Finder.parts(message)) {
            switch (part) {
                case Part.Plain(int from, int until) -> again.write(message, from, until - from);
                case Part.Encoded(byte[] raw, int columns) -> {
                    byte[] text = new Base64Lines(columns).next(raw, raw.length);
                    assertEquals(text.length, Base64Lines.length(raw.length, columns));
                    again.writeBytes(text);
                }
            }
        }
        assertArrayEquals(message, again.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 64, 72, 76, 128, 996})
    void decodesEveryUsualWidthAndPadding(int columns) {
        for (int length = 2000; length < 2130; length++) {
            byte[] message = Corpus.withAttachment(random(length), columns);
            assertEquals(1, encoded(message), columns + " columns, " + length + " bytes");
            restores(message);
            restores(Arrays.copyOf(message, message.length - 2));
        }
    }

    @Test
    void attachmentIsSentAsTheBytesItStandsFor() {
        Batches two = new Batches();
        byte[] message = Corpus.withAttachment(random(30_000), 76);
        assertArrayEquals(message, two.send(Batches.MODEM, message).getFirst());
        assertEquals(true, two.hub.sent().sent() < 30_300);
    }

    @Test
    void whatWouldNotBeRestoredExactlyStaysAsItIs() {
        String text = Base64.getMimeEncoder(76, new byte[]{'\r', '\n'}).encodeToString(random(1999));
        String unpadded = text.replace("=", "");
        String bareEnds = text.replace("\r\n", "\n");
        String oddBits = text.substring(0, text.length() - 3) + "/==";
        String padded = text.substring(0, 100) + "=" + text.substring(101);
        for (String broken : List.of(unpadded, bareEnds, oddBits, padded, "=".repeat(600))) {
            byte[] message = ("h: v\r\n\r\n" + broken + "\r\n").getBytes(StandardCharsets.US_ASCII);
            assertEquals(0, encoded(message), broken.substring(0, 20));
            restores(message);
        }
    }

    @Test
    void shortRunsAreLeftAlone() {
        assertEquals(0, encoded(("YWJj\r\n".repeat(40)).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void anyCutAndPasteOfAttachmentsIsRestored() {
        byte[] one = Corpus.withAttachment(random(900), 76);
        byte[] two = Corpus.withAttachment(random(1500), 64);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            ByteArrayOutputStream mixed = new ByteArrayOutputStream();
            mixed.write(one, random.nextInt(one.length / 2), random.nextInt(one.length / 2));
            mixed.write(two, random.nextInt(two.length / 2), random.nextInt(two.length / 2));
            byte[] message = mixed.toByteArray();
            if (message.length > 0) message[random.nextInt(message.length)] = (byte) random.nextInt(256);
            restores(message);
        }
    }
}

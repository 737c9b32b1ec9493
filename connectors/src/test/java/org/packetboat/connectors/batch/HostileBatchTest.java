package org.packetboat.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.protocols.bundle.BundleBytes;
import org.packetboat.protocols.bundle.BundleHeader;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.Reading;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Effort;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.content.ContentName;
import org.packetboat.protocols.bundle.history.History;

/** Batches from a line that lies and a far side that means ill: never wrong mail. */
final class HostileBatchTest {
    private static final byte[] MAIL = "Subject: x\r\n\r\nA message that says a little, a little.\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private final Correspondence branch = new Batches().branch;

    private static BundleBytes batch(Codec codec) {
        byte[] attached = Corpus.withAttachment(Arrays.copyOf(Corpus.text(), 400), 76);
        return new Batches(EnumSet.of(codec)).hub.freeze(Batches.mails(MAIL, attached), Batches.MODEM);
    }

    /** One codec is too slow for all of them. */
    private static int step(Codec codec) {
        return codec == Codec.MIXED ? 37 : 1;
    }

    private void neverWrong(byte[] bytes, String what) {
        if (!(branch.read(BundleBytes.of(bytes), "uucp:hub") instanceof Reading.Mails mails)) return;
        try (mails) {
            assertEquals(2, mails.mails().size(), what);
            assertArrayEquals(MAIL, Batches.bytes(mails.mails().getFirst().body()), what);
        }
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void everyCutIsDamage(Codec codec) {
        byte[] whole = batch(codec).toBytes();
        for (int length = 0; length < whole.length; length += step(codec)) {
            Reading read = branch.read(BundleBytes.of(Arrays.copyOf(whole, length)), "uucp:hub");
            // a codec's end mark may carry nothing: then all the content is there without it
            if (length < whole.length - 4) assertInstanceOf(Reading.Damaged.class, read, "cut at " + length);
            else neverWrong(Arrays.copyOf(whole, length), "cut at " + length);
        }
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void everyFlippedBitLeavesNoWrongMail(Codec codec) {
        byte[] whole = batch(codec).toBytes();
        for (int bit = 0; bit < whole.length * 8; bit += step(codec)) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            neverWrong(flipped, "bit " + bit);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rubbishIsNoBatch(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] rubbish = new byte[random.nextInt(400)];
            random.nextBytes(rubbish);
            byte[] start = {'P', 'B', 'B', 1, (byte) random.nextInt(3), (byte) random.nextInt(2), 0};
            System.arraycopy(start, 0, rubbish, 0, Math.min(start.length, rubbish.length));
            neverWrong(rubbish, "seed " + seed);
        }
    }

    /** A batch of this content whose digest is right. */
    private static BundleBytes of(String content, int codec, int dictionary, long length) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String digest = HexFormat.of().formatHex(ContentName.sha256().digest(bytes));
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        batch.writeBytes(new BundleHeader(codec, dictionary, List.of(), length, digest).toBytes());
        batch.writeBytes(bytes);
        return BundleBytes.of(batch.toByteArray());
    }

    private Reading stored(String content) {
        return branch.read(of(content, 0, 0, content.getBytes(StandardCharsets.UTF_8).length), "uucp:hub");
    }

    private static final String HEAD = "EHLO hub.example\r\nMAIL FROM:<a@b.example> XID=000001.0";

    @Test
    void wellMadeContentIsTaken() {
        assertInstanceOf(Reading.Mails.class,
                stored(HEAD + "\r\nRCPT TO:<c@d.example>\r\nBDAT 4 LAST\r\nhi\r\nQUIT\r\n"));
    }

    @Test
    void unknownParameterIsRefusedByName() {
        assertEquals(new Reading.NotUnderstood("parameter XCOLOUR"),
                stored(HEAD + " XCOLOUR=red\r\nRCPT TO:<c@d.example>\r\nBDAT 0 LAST\r\nQUIT\r\n"));
        assertEquals(new Reading.NotUnderstood("parameter XFLOOR"),
                stored(HEAD + "\r\nRCPT TO:<c@d.example> XFLOOR=3\r\nBDAT 0 LAST\r\nQUIT\r\n"));
    }

    @Test
    void unknownDictionaryAndCodecAreRefusedByNumber() {
        assertEquals(new Reading.NotUnderstood("dictionary 2"), branch.read(of("", 1, 2, 0), "uucp:hub"));
        assertEquals(new Reading.NotUnderstood("codec 99"), branch.read(of("", 99, 0, 0), "uucp:hub"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT TO:<no address>\r\nBDAT 0 LAST\r\nQUIT\r\n", "RCPT TO:<>\r\nBDAT 0 LAST\r\nQUIT\r\n",
            "RCPT TO:<a@b.example>\r\nQUIT\r\n", "BDAT 0 LAST\r\nQUIT\r\n",
            "RCPT TO:<a@b.example>\r\nBDAT -1 LAST\r\nQUIT\r\n", "RCPT TO:<a@b.example>\r\nBDAT 9999 LAST\r\nQUIT\r\n",
            "RCPT TO:<a@b.example>\r\nXB64 3 0 LAST\r\nabcQUIT\r\n",
            "RCPT TO:<a@b.example>\r\nBDAT 0 LAST\r\nQUIT\r\nmore",
            "RCPT TO:<a@b.example>\r\nDATA\r\nhello\r\n.\r\nQUIT\r\n",
            "RCPT TO:<a@b.example> NOTIFY=NEVER,SUCCESS\r\nBDAT 0 LAST\r\nQUIT\r\n",
            "RCPT TO:<a@b.example> NOTIFY=NEVER NOTIFY=NEVER\r\nBDAT 0 LAST\r\nQUIT\r\n",
            "RCPT TO:<a@b.example>\nBDAT 0 LAST\r\nQUIT\r\n"})
    void brokenContentIsDamage(String rest) {
        assertInstanceOf(Reading.Damaged.class, stored(HEAD + "\r\n" + rest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MT-PRIORITY=10", "MT-PRIORITY=x", "RET=ALL", "BODY=BINARYMIME", "XEXPIRES=soon",
            "HOLDUNTIL=2026", "HOLDUNTIL=2250-01-01T00:00:00Z", "SMTPUTF8=yes", "ENVID=", "XID=again", "RET"})
    void badValueIsDamage(String parameter) {
        assertInstanceOf(Reading.Damaged.class,
                stored(HEAD + " " + parameter + "\r\nRCPT TO:<c@d.example>\r\nBDAT 0 LAST\r\nQUIT\r\n"));
    }

    @Test
    void bombIsStoppedAtWhatItTold() throws Exception {
        byte[] zeros = new byte[50 << 20];
        for (Codec codec : List.of(Codec.ZSTD, Codec.BROTLI)) {
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            bomb.writeBytes(new BundleHeader(codec.number(), 0, List.of(), 1000, "00".repeat(32)).toBytes());
            bomb.writeBytes(Batches.CODERS.of(codec).orElseThrow().compress(zeros, new byte[0], Effort.LIGHT));
            assertInstanceOf(Reading.Damaged.class, branch.read(BundleBytes.of(bomb.toByteArray()), "uucp:hub"));
        }
    }

    @Test
    void moreThanTheLimitIsTooLarge() {
        assertInstanceOf(Reading.TooLarge.class, branch.read(of("", 0, 0, 200L << 20), "uucp:hub"));
        Correspondence strict = new Correspondence("b", Ability.ours(Batches.CODERS, 0), Batches.CODERS, History.none(),
                new BundleLimits(1000, 1, 1));
        BundleBytes two = new Batches().hub.freeze(Batches.mails(MAIL, MAIL), Batches.MODEM);
        assertInstanceOf(Reading.TooLarge.class, strict.read(two, "uucp:hub"));
    }

    @Test
    void shortLinesOfBase64CannotMultiplyAMessage() {
        Correspondence strict = new Correspondence("b", Ability.ours(Batches.CODERS, 0), Batches.CODERS, History.none(),
                new BundleLimits(2000, 9, 9));
        String raw = "x".repeat(900);
        String content = HEAD + "\r\nRCPT TO:<c@d.example>\r\nXB64 900 1 LAST\r\n" + raw + "QUIT\r\n";
        assertInstanceOf(Reading.TooLarge.class, strict.read(of(content, 0, 0, content.length()), "uucp:hub"));
    }
}

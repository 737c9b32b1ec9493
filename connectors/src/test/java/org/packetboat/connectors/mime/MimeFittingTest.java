package org.packetboat.connectors.mime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.smtp.text.FittedText;
import org.packetboat.protocols.smtp.text.TextFacts;
import org.packetboat.protocols.smtp.text.TextTaken;

class MimeFittingTest {
    private static final String TEXT = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n";
    private static final String MIXED = """
            From: a@here.example
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b 1"

            For old programs.
            --b 1
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Brötchen 1,20
            --b 1
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: 8bit

            Ärger
            --b 1
            Content-Type: text/plain; charset=us-ascii

            plain
            --b 1--
            """;

    private static FittedText fit(Body body, boolean eightBitTaken) throws Exception {
        return answer(body, eightBitTaken).orElseThrow();
    }

    private static Optional<FittedText> answer(Body body, boolean eightBitTaken) throws Exception {
        CompletableFuture<Optional<FittedText>> answer = new CompletableFuture<>();
        new MimeFitting().fit(body, new TextTaken(eightBitTaken, TextFacts.LONGEST_LINE), answer::complete);
        return answer.get(1, TimeUnit.MINUTES);
    }

    private static Body body(String text) {
        return new BytesBody(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Body body) {
        byte[] all = new byte[(int) body.size()];
        for (int at = 0; at < all.length;) {
            byte[] piece = body.read(at, all.length - at);
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    private static String text(Body body) {
        return new String(bytes(body), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static MimeMessage read(Body body) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes(body)));
    }

    @Test
    void textIsQuoted() throws Exception {
        FittedText fitted = fit(body("Subject: x\nMIME-Version: 1.0\n" + TEXT + "Brötchen = 1,20\n.\nEnde \n"), false);
        assertEquals(TextFacts.PLAIN, fitted.facts());
        assertEquals("Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
                + "Content-Transfer-Encoding: quoted-printable\n\nBr=C3=B6tchen =3D 1,20\n.\nEnde=20\n",
                text(fitted.body()));
    }

    @Test
    void whatSaysNothingOfMimeSaysSoNow() throws Exception {
        String text = text(fit(body("Subject: x\n\nBrötchen\n"), false).body());
        assertEquals("Subject: x\nMIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\nBr=C3=B6tchen\n",
                text);
    }

    @Test
    void eachPartIsEncodedAsItNeeds() throws Exception {
        FittedText fitted = fit(body(MIXED), false);
        assertEquals(TextFacts.PLAIN, fitted.facts());
        String text = text(fitted.body());
        assertTrue(text.startsWith("From: a@here.example\nMIME-Version: 1.0\n"
                + "Content-Type: multipart/mixed; boundary=\"b 1\"\n\nFor old programs.\n--b 1\n"), text);
        assertTrue(text.endsWith("\n--b 1\nContent-Type: text/plain; charset=us-ascii\n\nplain\n--b 1--\n"), text);
        MimeMultipart parts = new MimeMultipart(read(fitted.body()).getDataHandler().getDataSource());
        assertEquals("Brötchen 1,20", parts.getBodyPart(0).getContent());
        try (InputStream second = parts.getBodyPart(1).getInputStream()) {
            assertArrayEquals("Ärger".getBytes(StandardCharsets.UTF_8), second.readNBytes(6));
        }
        assertEquals("base64", parts.getBodyPart(1).getHeader("Content-Transfer-Encoding")[0]);
    }

    @Test
    void mailWithinMailIsOpened() throws Exception {
        FittedText fitted = fit(body("Content-Type: message/rfc822\n\nSubject: inner\n" + TEXT + "Brötchen\n"), false);
        assertEquals(
                "Content-Type: message/rfc822\nMIME-Version: 1.0\n\n"
                        + "Subject: inner\nContent-Type: text/plain; charset=utf-8\nMIME-Version: 1.0\n"
                        + "Content-Transfer-Encoding: quoted-printable\n\nBr=C3=B6tchen\n",
                text(fitted.body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/signed; protocol=x", "multipart/encrypted; protocol=x",
            "application/pkcs7-mime; smime-type=signed-data"})
    void whatIsSignedOrEncryptedGoesAsItIs(String type) throws Exception {
        Body mail = body(MIXED.replace("multipart/mixed", type));
        assertSame(mail, fit(mail, false).body());
    }

    @Test
    void whatIsSignedWithinKeepsAllOfItAsItIs() throws Exception {
        Body mail = body(MIXED.replace("application/octet-stream", "multipart/signed; boundary=q"));
        assertSame(mail, fit(mail, false).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Transfer-Encoding: x-yencode\n\nBrötchen\n",
            "Content-Type: application/x\nContent-Transfer-Encoding: x-yencode\n\nBrötchen\n",
            "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: x-y\n\n--b\n\nBrötchen\n--b--\n",
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: x-y\n\n\nBrötchen\n",
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns;x\n\nDiagnostic-Code: smtp;Brötchen\n",
            "Content-Type: message/partial; id=a; number=1\n\nSubject: x\n\nBrötchen\n",
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\nBrötchen\n--b--\n"})
    void whatMayNotBeEncodedAnewGoesAsItIs(String text) throws Exception {
        Body mail = body("MIME-Version: 1.0\n" + text);
        assertSame(mail, fit(mail, false).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Transfer-Encoding: x-yencode", "Content-Type: message/delivery-status"})
    void whatMayNotBeEncodedAnewAndNeedsNoneStaysAsItIs(String header) throws Exception {
        FittedText fitted = fit(body(MIXED.replace("Content-Type: text/plain; charset=us-ascii", header)), false);
        assertEquals(TextFacts.PLAIN, fitted.facts());
        assertTrue(text(fitted.body()).contains("--b 1\n" + header + "\n\nplain\n"), text(fitted.body()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void partsThatGetACodingMakeItMime(boolean eightBitTaken) throws Exception {
        String parts = MIXED.replace("MIME-Version: 1.0\n", "").replace("plain\n", "p".repeat(2000) + "\n");
        FittedText fitted = fit(body(parts), eightBitTaken);
        assertEquals("1.0", read(fitted.body()).getHeader("MIME-Version", ","));
        assertEquals("1.0", read(fit(body(MIXED), false).body()).getHeader("MIME-Version", ","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: multipart/mixed\n\nBrötchen\n",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nBrötchen, and no end\n",
            "Content-Type: ;;;\n\nBrötchen\n"})
    void whatCantBeReadAsMimeGoesAsItIs(String text) throws Exception {
        Body mail = body(text);
        FittedText fitted = fit(mail, false);
        assertSame(mail, fitted.body());
        assertTrue(fitted.facts().eightBit());
    }

    @Test
    void longLinesAreWrappedByEncodingAndComeOutWhole() throws Exception {
        String line = "Brötchen ".repeat(500);
        FittedText fitted = fit(body("Subject: x\n" + TEXT + line + "\nshort\n"), true);
        assertEquals(TextFacts.PLAIN, fitted.facts());
        assertEquals(line + "\r\nshort\r\n", read(fitted.body()).getContent());
    }

    @Test
    void partsWithShortLinesStayAsTheyAreForWhoTakesEightBits() throws Exception {
        String text = text(fit(body(MIXED.replace("plain\n", "p".repeat(2000) + "\n")), true).body());
        assertTrue(text.contains("\nBrötchen 1,20\n") && text.contains("\nÄrger\n"), text);
        assertTrue(text.contains("charset=us-ascii\nContent-Transfer-Encoding: quoted-printable\n\npppp"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A:\n", "A: b\n ", "A:\r"})
    void headersThatNoMemoryWouldHoldAreNotRead(String line) throws Exception {
        Body top = body(line.repeat(200_000) + "\nBrötchen\n");
        assertSame(top, fit(top, false).body());
        Body ofPart = body(MIXED.replace("Content-Type: app", line.repeat(200_000).strip() + "\nContent-Type: app"));
        assertSame(ofPart, fit(ofPart, false).body());
        Body within = body("Content-Type: message/rfc822\n\n" + line.repeat(200_000) + "\nBrötchen\n");
        assertSame(within, fit(within, false).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--b 1x\n\n", "--b 1--\n\n"})
    void aPreambleThatNoMemoryWouldHoldIsNotRead(String first) throws Exception {
        Body mail = body(MIXED.replace("For old programs.", first + "For old programs.\n".repeat(100_000)));
        assertSame(mail, fit(mail, false).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r"})
    void soManyPartsAreNotRead(String end) throws Exception {
        Body mail = body(MIXED.replace("--b 1--", ("--b 1" + end + end).repeat(1001) + "--b 1--"));
        assertSame(mail, fit(mail, false).body());
    }

    @Test
    void someHundredPartsAndLinesLikeBoundariesAreRead() throws Exception {
        String parts = "--b 1\n\n------\n--b\n".repeat(500) + "----\n".repeat(10_000);
        FittedText fitted = fit(body(MIXED.replace("--b 1--", parts + "--b 1--")), false);
        assertEquals(TextFacts.PLAIN, fitted.facts());
    }

    @Test
    void longHeaderFieldsAreFolded() throws Exception {
        String ids = "<1234567890@here.example> ".repeat(100).strip();
        FittedText fitted = fit(body("References: " + ids + "\n\nhi\n"), true);
        assertEquals(TextFacts.PLAIN, fitted.facts());
        assertEquals("References: " + ids, text(fitted.body()).split("\n\n")[0].replace("\n", ""));
    }

    /** From the first read on, or while it is changed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatCantBeReadNowIsNoAnswer(int reads) throws Exception {
        Body good = body(MIXED);
        AtomicInteger left = new AtomicInteger(reads);
        Body bad = new Body() {
            @Override
            public long size() {
                return good.size();
            }

            @Override
            public byte[] read(long offset, int most) {
                if (left.getAndDecrement() <= 0) throw new StoreException("EIO");
                return good.read(offset, most);
            }
        };
        assertEquals(Optional.empty(), answer(bad, false));
    }

    @Test
    void encodedPartsStayAsTheyAre() throws Exception {
        Body mail = body("Content-Transfer-Encoding: base64\n\nQnI=\n");
        assertSame(mail, fit(mail, false).body());
    }

    @Test
    void largeMailIsNotHeldInMemory() throws Exception {
        Body large = new Body() {
            private final byte[] head = body("Subject: x\n" + TEXT).read(0, 1000);
            private final byte[] line = "Brötchen, und noch eines dazu, zum Mitnehmen\r\n"
                    .getBytes(StandardCharsets.UTF_8);

            @Override
            public long size() {
                return head.length + 600_000L * line.length;
            }

            @Override
            public byte[] read(long offset, int most) {
                byte[] piece = new byte[(int) Math.min(most, size() - offset)];
                for (int i = 0; i < piece.length; i++) {
                    long at = offset + i;
                    piece[i] = at < head.length ? head[(int) at] : line[(int) ((at - head.length) % line.length)];
                }
                return piece;
            }
        };
        Runtime memory = Runtime.getRuntime();
        System.gc();
        long before = memory.totalMemory() - memory.freeMemory();
        FittedText fitted = fit(large, false);
        System.gc();
        long after = memory.totalMemory() - memory.freeMemory();
        assertEquals(TextFacts.PLAIN, fitted.facts());
        assertTrue(fitted.body().size() > large.size());
        assertTrue(after - before < 15_000_000, () -> before + " " + after);
        fitted.release().run();
        assertThrows(UncheckedIOException.class, () -> fitted.body().read(0, 1), "its file is still open");
    }
}

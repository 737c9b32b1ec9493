package org.packetboat.protocols.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.protocols.mail.AddressList;

/** What becomes of mail that local programs write. */
class SubmittedTextTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");
    private static final String TRACE = "Received: by hub.example.com (Packetboat, from userid 1000) id 00000A;\r\n"
            + "\tFri, 20 Nov 2026 10:15:30 +0000\r\n";
    private static final String FROM = "From: anna@example.com\r\n";
    private static final String DATE = "Date: Fri, 20 Nov 2026 10:15:30 +0000\r\n";
    private static final String ID = "Message-ID: <1795169730.00000A@hub.example.com>\r\n";

    private SubmittedText text;

    private String read(String message) {
        return read(message, "");
    }

    private String read(String message, String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SubmittedBy by = new SubmittedBy("hub.example.com", "example.com",
                Optional.of(Address.parse("anna@example.com")), name, "from userid 1000", new QueueId(10), NOW);
        assertEquals(TRACE, new String(by.trace(), StandardCharsets.UTF_8));
        text = new SubmittedText(by, out::write);
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        text.write(bytes, 0, bytes.length);
        text.finish();
        return out.toString(StandardCharsets.UTF_8);
    }

    private AddressList all() {
        return AddressList.read(text.head().recipients(), Integer.MAX_VALUE);
    }

    private List<String> recipients() {
        return all().mailboxes().stream().map(m -> m.address("example.com").toString()).toList();
    }

    @Test
    void whatIsThereStays() {
        String whole = "From: b@x.example\r\nDate: yesterday\r\nMessage-ID: <a>\r\nX: y\r\n\r\nHello\r\n\r\n. x\r\n";
        assertEquals(whole, read(whole));
        assertEquals(whole, read(whole.replace("\r\n", "\n")));
    }

    @Test
    void senderDateAndIdAreAdded() {
        assertEquals("Subject: hi\r\n" + FROM + DATE + ID + "\r\nHello\r\n", read("Subject: hi\n\nHello"));
    }

    @Test
    void aFullNameStandsBeforeTheSender() {
        assertEquals("S: x\r\nFrom: Cron Daemon <anna@example.com>\r\n" + DATE + ID + "\r\n",
                read("S: x\n", "Cron Daemon"));
        assertEquals("S: x\r\nFrom: \"Anna (\\\"x\\\") M.\" <anna@example.com>\r\n" + DATE + ID + "\r\n",
                read("S: x\n", "Anna (\"x\") M."));
        assertEquals("S: x\r\nFrom: \"Jürgen\" <anna@example.com>\r\n" + DATE + ID + "\r\n", read("S: x\n", "Jürgen"));
    }

    @Test
    void whatIsForUsAloneIsLeftOut() {
        assertEquals("To: b@x.example\r\n" + FROM + DATE + ID + "\r\n",
                read("Return-Path: <z@x.example>\nTo: b@x.example\nBcc: c@x.example,\n d@x.example\n"
                        + "Content-Length: 7\nbcc : e@x.example\n\n"));
        assertEquals(List.of("b@x.example", "c@x.example", "d@x.example", "e@x.example"), recipients());
    }

    @ParameterizedTest
    @ValueSource(strings = {"From anna Fri Nov 20 10:15:30 2026\n", ">From anna Fri Nov 20 10:15:30 2026\n",
            "From a b\n>From c d\n"})
    void theLineOfAMailboxIsNoField(String line) {
        assertEquals("Subject: hi\r\n" + FROM + DATE + ID + "\r\nFrom here\r\n",
                read(line + "Subject: hi\n\nFrom here\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello there", " Hello: there", "Hello", ": x", "b\u00fcro: x", "\tx"})
    void aFirstLineThatIsNoFieldBeginsTheBody(String line) {
        assertEquals(FROM + DATE + ID + "\r\n" + line + "\r\nTo: x\r\n", read(line + "\nTo: x\n"));
    }

    @Test
    void soDoesALineAmongFields() {
        assertEquals("Subject: hi\r\n" + FROM + DATE + ID + "\r\nHello\r\nTo: x\r\n",
                read("Subject: hi\nHello\nTo: x\n"));
    }

    @Test
    void anEmptyMessageGetsAHead() {
        assertEquals(FROM + DATE + ID + "\r\n", read(""));
        assertEquals(FROM + DATE + ID + "\r\n", read("\n"));
        assertEquals(FROM + DATE + ID + "\r\n\r\n", read("\n\n"));
    }

    @Test
    void bareNamesGetOurDomain() {
        assertEquals("From: root@example.com (Cron Daemon)\r\nTo: \"a, b\" <www@example.com>,\r\n"
                + "\tx@y.example, Team: bob@example.com;\r\nCc: undisclosed-recipients:;\r\nX-To: root\r\n" + DATE + ID
                + "\r\n",
                read("From: root (Cron Daemon)\nTo: \"a, b\" <www>,\n\tx@y.example, Team: bob;\n"
                        + "Cc: undisclosed-recipients:;\nX-To: root\n\n"));
        assertEquals(List.of("www@example.com", "x@y.example", "bob@example.com"), recipients());
    }

    @Test
    void whatCanNotBeReadStays() {
        assertEquals("To: two words, =?utf-8?q?x?=\r\n" + FROM + DATE + ID + "\r\n",
                read("To: two words, =?utf-8?q?x?=\n\n"));
        assertEquals(List.of("two words"), all().faults());
    }

    @Test
    void whatIsSentOnIsKnownByItsOwnFields() {
        String old = "From: b@x.example\nTo: c@x.example\nDate: yesterday\nMessage-ID: <a>\n";
        assertEquals(old.replace("\n", "\r\n") + "Resent-To: d@example.com\r\nResent-" + FROM + "Resent-" + DATE
                + "Resent-" + ID + "\r\n", read(old + "Resent-To: d\nResent-Bcc: e@x.example\n\n"));
        assertEquals(List.of("d@example.com", "e@x.example"), recipients());
    }

    @Test
    void crEndsALineAndNulIsNone() {
        assertEquals("S: x\r\n" + FROM + DATE + ID + "\r\n10 %\r\n20 %\r\n\r\na?b\r\n",
                read("S: x\r\r\n\n10 %\r20 %\r\n\r\r\na\0b\r"));
    }

    @Test
    void anEndlessLineIsDivided() {
        assertEquals("S: x\r\n" + FROM + DATE + ID + "\r\n" + "x".repeat(65_536) + "\r\nxx\r\n",
                read("S: x\n\n" + "x".repeat(65_538) + "\n"));
    }

    @Test
    void anEndlessFirstLineThatIsNoFieldIsDividedToo() {
        assertEquals(FROM + DATE + ID + "\r\n" + "x".repeat(65_536) + "\r\nxx\r\n", read("x".repeat(65_538) + "\n"));
    }

    @Test
    void aLongFieldIsWhole() {
        String all = "a@x.example, ".repeat(6000);
        assertEquals("To: b@x.example\r\n" + FROM + DATE + ID + "\r\nHello\r\n",
                read("To: b@x.example\nBcc: " + all + "\n\nHello\n"));
        assertEquals(6001, recipients().size());
        assertEquals("To:\r\n " + all + "\r\n" + FROM + DATE + ID + "\r\n", read("To:\n " + all + "\n\n"));
    }

    /** Even if it is but one line: what follows is not taken for the body. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void aHeadOfOverAMegabyteIsNoMail(int lines) {
        read(("X: " + "y".repeat((1 << 20) / lines - 3) + "\n").repeat(lines) + "\nHello\n");
        assertEquals(Optional.empty(), text.flaw());
        String much = read(("X: " + "y".repeat((1 << 20) / lines - 1) + "\n").repeat(lines) + "\nHello\n");
        assertEquals("554 5.6.0 Header is larger than 1 MB", text.flaw().orElseThrow().reply().toString());
        assertFalse(much.contains("Hello"));
    }

    @Test
    void manyBareNamesAreReadOnce() {
        String many = assertTimeoutPreemptively(Duration.ofSeconds(10),
                () -> read("To: " + "a,".repeat(400_000) + "\n\n"));
        assertTrue(many.equals("To: " + "a@example.com,".repeat(400_000) + "\r\n" + FROM + DATE + ID + "\r\n"));
    }

    @Test
    void eightBitsAreSeen() {
        read("S: x\n\nx\n");
        assertEquals(false, text.isEightBit());
        assertEquals("S: ü\r\n" + FROM + DATE + ID + "\r\n", read("S: ü\n\n"));
        assertEquals(true, text.isEightBit());
    }

    @Test
    void countsItsTraceLines() {
        read("Received: a\nreceived: b\nX: c\n\nReceived: d\n");
        assertEquals(2, text.head().count("received"));
    }
}

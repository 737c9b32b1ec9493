package org.packetboat.connectors.kafka.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.connectors.kafka.DeadLetter;
import org.packetboat.connectors.kafka.client.BoundedValue;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;

/** Records whose value is a message. */
class RecordReaderTest {
    private static final String MESSAGE = "Subject: x\n\nHello.\n";

    private final RecordReader reader = new RecordReader(Records.SETTINGS, () -> 100_000);

    private Reading.Fit fit(String value, String... headers) {
        return assertInstanceOf(Reading.Fit.class, reader.read(Records.of(5, value, headers), Records.TOPIC_ID));
    }

    private String reason(byte[] value, String... headers) {
        return assertInstanceOf(Reading.NoMail.class, reader.read(Records.of(5, value, headers), Records.TOPIC_ID))
                .reason();
    }

    private String reason(String value, String... headers) {
        return reason(Records.utf8(value), headers);
    }

    private static List<String> recipients(Reading.Fit fit) {
        return fit.submission().recipients().stream().map(r -> r.address().toString()).toList();
    }

    @Test
    void readsTheEnvelopeFromHeaders() {
        Reading.Fit fit = fit(MESSAGE, "mail-from", " <s@example.com> ", "rcpt-to", "a@x.example, <b@y.example>",
                "rcpt-to", "\"c,d\"@z.example", "batch", "monday", "priority", "9", "not-before",
                "2026-11-20T03:00:00Z", "deliver-by", "2026-11-20T06:00:00Z;R", "traceparent", "00-1");
        assertEquals(List.of("a@x.example", "b@y.example", "\"c,d\"@z.example"), recipients(fit));
        assertEquals(Optional.of(Address.parse("s@example.com")), fit.submission().sender());
        assertEquals(Optional.of(new BigSendName("monday")), fit.submission().options().bigSend());
        assertEquals(new Priority(9), fit.submission().options().priority());
        assertEquals(Optional.of(Instant.parse("2026-11-20T03:00:00Z")), fit.submission().options().notBefore());
        assertEquals(Optional.of(DeliverBy.orReturn(Instant.parse("2026-11-20T06:00:00Z"))),
                fit.submission().options().deliverBy());
        assertEquals("kafka:mail-0@5", fit.submission().origin());
    }

    @ParameterizedTest
    @CsvSource({"<>", "''"})
    void emptySenderIsTheNullPath(String sender) {
        assertEquals(Optional.empty(), fit(MESSAGE, "mail-from", sender, "rcpt-to", "a@x.example").submission()
                .sender());
    }

    @Test
    void endsEveryLineWithCrLf() {
        Reading.Fit fit = fit("Subject: x\r\n\nHello.\nBye", "mail-from", "<>", "rcpt-to", "a@x.example");
        assertEquals("Subject: x\r\n\r\nHello.\r\nBye\r\n", new String(fit.text(), StandardCharsets.US_ASCII));
        assertFalse(fit.submission().encoding().eightBit());
    }

    @Test
    void tellsEightBitText() {
        assertTrue(fit("Subject: x\n\nGr\u00fc\u00dfe\n", "mail-from", "<>", "rcpt-to", "a@x.example").submission()
                .encoding().eightBit());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {
                    "mail-from|s@x.example|no recipient; expected one or more in headers rcpt-to",
                    "rcpt-to|a@x.example|no header mail-from; expected the sender's address, or <> for none"})
    void refusesHalfAnEnvelope(String header, String value, String expected) {
        assertEquals(expected, reason(MESSAGE, header, value, "content-type", "message/rfc822"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {
                    "rcpt-to|a b@x.example|header rcpt-to: not a local part of an address: \"a b\"",
                    "rcpt-to|nobody|header rcpt-to: not an address: \"nobody\"; expected local-part@domain",
                    "priority|10|header priority: priority is 10; expected -9 to 9",
                    "priority|high|header priority: found \"high\"; expected a whole number from -9 to 9",
                    "not-before|tonight|header not-before: found \"tonight\"; "
                            + "expected a time like 2026-11-20T03:00:00Z",
                    "not-before|2250-01-01T00:00:00Z|header not-before: found \"2250-01-01T00:00:00Z\"; "
                            + "expected a time before 2150-01-01T00:00:00Z",
                    "deliver-by|+99999-01-01T00:00:00Z|"
                            + "header deliver-by: found \"+99999-01-01T00:00:00Z\"; expected a time like "
                            + "2026-11-20T06:00:00Z, and perhaps ;N (tell the sender) or ;R (return)",
                    "content-type|text/plain|"
                            + "header content-type: found \"text/plain\"; expected application/json or message/rfc822",
                    "mail-from|t@x.example|header mail-from comes 2 times; expected once"})
    void refusesAHeaderThatIsWrong(String header, String value, String expected) {
        assertEquals(expected,
                reason(MESSAGE, "mail-from", "s@x.example", "rcpt-to", "b@x.example", header, value));
    }

    @Test
    void refusesLineBreaksInAddressesInOneLine() {
        String reason = reason(MESSAGE, "mail-from", "<>", "rcpt-to", "a@x.example\r\nDATA");
        assertEquals("header rcpt-to: not a mail domain: \"x.example data\"", reason);
    }

    @Test
    void refusesTextThatIsNoMessage() {
        String[] envelope = {"mail-from", "<>", "rcpt-to", "a@x.example"};
        assertEquals("the record is empty", reason("", envelope));
        assertEquals("the message does not begin with a header field", reason("Hello there\n", envelope));
        assertEquals("Message has a CR without LF", reason("A: b\n\nc\rd\n", envelope));
        assertEquals("Message has a NUL byte", reason("A: b\n\n\0\n", envelope));
        assertEquals("the message has a line of 70000 bytes", reason("A: b\n\n" + "x".repeat(70_000), envelope));
        assertEquals("the message has 4 trace lines; it goes in circles", reason("Received: x\n".repeat(4), envelope));
    }

    @Test
    void refusesAHeaderThatIsNotUtf8() {
        byte[] value = Records.utf8(MESSAGE);
        var record = Records.of(1, value, "mail-from", "<>");
        record.headers().add("rcpt-to", new byte[]{(byte) 0xff, '@', 'x'});
        assertEquals(new Reading.NoMail("header rcpt-to is not UTF-8"), reader.read(record, Records.TOPIC_ID));
    }

    @Test
    void readsJsonInTheCharsetThatItsHeaderTells() {
        String json = "{\"from\": \"a@x.example\", \"to\": \"b@x.example\", "
                + "\"text\": \"Gr\u00fc\u00dfe and all the best for the new year\"}";
        byte[] latin = json.getBytes(StandardCharsets.ISO_8859_1);
        Reading read = reader.read(Records.of(1, latin, "content-type", "application/json; charset=\"ISO-8859-1\""),
                Records.TOPIC_ID);
        assertTrue(new String(assertInstanceOf(Reading.Fit.class, read).text(), StandardCharsets.US_ASCII)
                .contains("Gr=C3=BC=C3=9Fe and all"));
        assertTrue(reason(latin).startsWith("invalid JSON at line 1, column "), reason(latin));
        assertEquals("the record is not UTF-16BE, as its header content-type says",
                reason(new byte[]{1}, "content-type", "application/json;charset=utf-16be"));
        assertEquals("header content-type: found charset \"x-klingon\"; expected one that is known here, like utf-8",
                reason(latin, "content-type", "application/json; charset=x-klingon"));
    }

    @Test
    void internationalAddressesAreTold() {
        assertTrue(fit(MESSAGE, "mail-from", "<>", "rcpt-to", "j\u00f6rg@x.example").submission().encoding()
                .international());
    }

    @Test
    void namesOfHeadersHaveNoCase() {
        Reading.Fit mail = fit("Subject: x\n\n", "Mail-From", "s@example.com", "RCPT-TO", "a@x.example", "Priority",
                "3");
        assertEquals(3, mail.submission().options().priority().value());
        assertEquals(2, fit("A: b\n\n", "MAIL-FROM", "<>", "rcpt-to", "a@x.example", "Rcpt-To", "b@x.example")
                .submission().recipients().size());
        assertEquals("header priority comes 2 times; expected once", reason("A: b\n\n", "mail-from", "<>", "rcpt-to",
                "a@x.example", "priority", "1", "Priority", "2"));
    }

    @Test
    void sizeComesBeforeReading() {
        assertEquals("the record has 100001 bytes; at most 100000 are taken", reason("{".repeat(100_001)));
        ConsumerRecord<byte[], byte[]> huge = Records.leftBehind(3, 66_000_000);
        assertEquals(new Reading.NoMail("the record has 66000000 bytes; at most 100000 are taken"),
                reader.read(huge, Records.TOPIC_ID));
        assertEquals("66000000 bytes", new String(DeadLetter.whole(huge, "x").forTopic("dead").headers()
                .lastHeader("packetboat-left-out").value()));
    }

    @Test
    void jsonThatNeedsMoreMemoryThanThereIsIsNotRead() {
        RecordReader small = new RecordReader(Records.SETTINGS, () -> 100_000, 16_000);
        assertEquals(
                new Reading.NoMail("the record has 1001 bytes of JSON; with a heap of 16000 bytes at most 1000 are "
                        + "read"),
                small.read(Records.of(1, "{".repeat(1001)), Records.TOPIC_ID));
    }

    @Test
    void aValueOverTheLimitIsNotEvenCopied() {
        BoundedValue bounded = new BoundedValue(() -> 4);
        ByteBuffer four = ByteBuffer.wrap(new byte[]{1, 2, 3, 4});
        assertArrayEquals(four.array(), bounded.deserialize("t", null, four));
        assertEquals(4, four.remaining());
        assertNull(bounded.deserialize("t", null, ByteBuffer.allocate(5)));
        assertNull(bounded.deserialize("t", null, (ByteBuffer) null));
    }

    @Test
    void whatARegistryFramedIsCalledSo() {
        byte[] confluent = Records.utf8("\0\0\0\1\2{\"from\": 1}");
        byte[] glue = Records.utf8("\3\0" + "u".repeat(16) + "{}");
        assertEquals(
                new Reading.NoMail("the record is framed by a schema registry (schema id 258); expected plain JSON "
                        + "or a message: write it without the registry's serializer, as text or bytes"),
                reader.read(Records.of(1, confluent), Records.TOPIC_ID));
        assertTrue(assertInstanceOf(Reading.NoMail.class, reader.read(Records.of(1, glue), Records.TOPIC_ID)).reason()
                .startsWith("the record is framed by a schema registry (AWS Glue)"));
    }

    @Test
    void aHeaderSaysWhoGetsJsonWhereThatIsNotEverybody() {
        Reading.Fit mail = fit(
                "{\"from\": \"a@x.example\", \"to\": [\"b@x.example\", \"c@x.example\"], \"text\": \"\"}",
                "Content-Type", "application/json", "rcpt-to", "c@x.example");
        assertEquals(List.of(Recipient.of("c@x.example")), mail.submission().recipients());
        assertTrue(new String(mail.text()).contains("To: b@x.example, c@x.example"));
    }

    @Test
    void theSamePlaceInATopicMadeAgainIsAnotherMessage() {
        String json = "{\"from\": \"a@x.example\", \"to\": \"b@x.example\", \"text\": \"\"}";
        assertNotEquals(messageId(json, Records.TOPIC_ID), messageId(json, Uuid.randomUuid()));
        assertEquals(messageId(json, Records.TOPIC_ID), messageId(json, Records.TOPIC_ID));
    }

    private String messageId(String json, Uuid topic) {
        Reading.Fit mail = assertInstanceOf(Reading.Fit.class, reader.read(Records.of(1, json), topic));
        return new String(mail.text()).lines().filter(l -> l.startsWith("Message-ID:")).findFirst().orElseThrow();
    }
}

package org.packetboat.connectors.kafka.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.mail.BigSendName;
import tools.jackson.databind.ObjectMapper;

/** Records whose value is JSON; what the published schema takes and what the reader takes are the same. */
class JsonRecordTest {
    /** Where programs find it in the jar, as docs/kafka.md says. */
    private static final String SCHEMA = "/org/packetboat/connectors/kafka/mail.schema.json";
    private static final String FULL = """
            { "from": "Gr\u00fc\u00dfe, Inc. <shop@example.com>", "sender": "bounce@example.com",
              "to": ["Anna <anna@x.example>", "bob@y.example"], "cc": "carl@x.example", "bcc": ["dora@z.example"],
              "replyTo": "desk@example.com", "subject": "Preise \u20ac", "text": "Hello\\nw\u00f6rld", "html": "<p>Hello</p>",
              "attachments": [{ "name": "Preisliste \u00e4.csv", "type": "text/csv", "content": "YSwxCg==" }],
              "batch": "monday", "priority": -3, "notBefore": "2026-11-20T03:00:00Z",
              "deliverBy": "2026-11-20T06:00:00Z" }
            """;

    private final RecordReader reader = new RecordReader(Records.SETTINGS, () -> 1000);

    private Reading.Fit fit(String json) {
        return assertInstanceOf(Reading.Fit.class, reader.read(Records.of(7, json), Records.TOPIC_ID));
    }

    private String reason(String json) {
        return assertInstanceOf(Reading.NoMail.class, reader.read(Records.of(7, json), Records.TOPIC_ID)).reason();
    }

    private static MimeMessage message(Reading.Fit fit) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(fit.text()));
    }

    private static Schema schema() throws IOException {
        try (InputStream in = JsonRecord.class.getResourceAsStream(SCHEMA)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void readsTheEnvelope() throws IOException {
        Reading.Fit fit = fit(FULL);
        assertEquals(List.of("anna@x.example", "bob@y.example", "carl@x.example", "dora@z.example"),
                fit.submission().recipients().stream().map(r -> r.address().toString()).toList());
        assertEquals("bounce@example.com", fit.submission().sender().orElseThrow().toString());
        assertEquals(Optional.of(new BigSendName("monday")), fit.submission().options().bigSend());
        assertEquals(-3, fit.submission().options().priority().value());
        assertFalse(fit.submission().encoding().eightBit());
        assertTrue(schema().validate(FULL, InputFormat.JSON).isEmpty());
    }

    @Test
    void writesAMessageThatMailProgramsRead() throws MessagingException, IOException {
        MimeMessage message = message(fit(FULL));
        assertEquals("Preise \u20ac", message.getSubject());
        assertEquals("<7.0." + Records.TOPIC_ID + "@hub.example.com>", message.getMessageID());
        assertEquals("desk@example.com", message.getReplyTo()[0].toString());
        assertEquals(Records.of(7, FULL).timestamp(), message.getSentDate().getTime());
        MimeMultipart all = (MimeMultipart) message.getContent();
        MimeMultipart body = (MimeMultipart) all.getBodyPart(0).getContent();
        assertEquals("Hello\r\nw\u00f6rld", body.getBodyPart(0).getContent());
        assertEquals("<p>Hello</p>", body.getBodyPart(1).getContent());
        assertEquals("a,1\n", new String(all.getBodyPart(1).getInputStream().readAllBytes()));
        assertTrue(all.getBodyPart(1).getContentType().startsWith("text/csv"));
    }

    @Test
    void blindCopiesAreNotNamed() {
        assertFalse(new String(fit(FULL).text(), StandardCharsets.UTF_8).contains("dora"));
    }

    @Test
    void theSameRecordIsWrittenWithTheSameMessageId() throws MessagingException {
        assertEquals(message(fit(FULL)).getMessageID(), message(fit(FULL)).getMessageID());
    }

    @Test
    void emptySenderIsTheNullPath() {
        assertEquals(Optional.empty(), fit(
                "{\"from\": \"a@x.example\", \"sender\": \"\", \"to\": \"b@x.example\", \"text\": \"\"}").submission()
                .sender());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"to\": \"b@x.example\", \"text\": \"x\"}#found no from",
            "{\"from\": \"a@x.example\", \"text\": \"x\"}#no recipient; expected one or more under to, cc or bcc",
            "{\"from\": \"a@x.example\", \"to\": \"b@x.example\"}#found neither text nor html; expected one",
            "{\"from\": \"a@x.example\", \"to\": [1], \"text\": \"x\"}#to[0]: found 1; expected a text",
            "{\"from\": \"a\", \"to\": \"b@x.example\", \"text\": \"x\"}#"
                    + "from: not an address: \"a\"; expected local-part@domain",
            "{\"from\": \"a@x.example\", \"to\": \"b@x.example\", \"text\": \"x\", \"subject\": \"a\\r\\nBcc: "
                    + "c@x.example\"}#subject: found \"a\\r\\nBcc: c@x.example\"; expected a text in one line",
            "{\"from\": \"a@x.example\", \"to\": \"b@x.example\", \"text\": \"x\", \"priority\": 10}#"
                    + "priority: found 10; expected a whole number from -9 to 9",
            "{\"from\": \"a@x.example\", \"to\": \"b@x.example\", \"text\": \"x\", \"body\": 1}#body: found an unknown "
                    + "key; expected one of: attachments, batch, bcc, cc, deliverBy, from, html, notBefore, "
                    + "priority, replyTo, sender, stages, subject, text, to",
            "{\"from\": \"a@x.example\", \"to\": \"b@x.example\", \"text\": \"x\", \"attachments\": [{\"name\": \"n\", "
                    + "\"content\": \"!\"}]}#"
                    + "attachments[0].content: found \"!\"; expected base64 (RFC 4648 section 4)",
            "{\"from\": \"a@x.example\", \"to\": \"b@x.example\", \"text\": \"x\", \"attachments\": [{\"name\": \"n\", "
                    + "\"content\": \"\", \"type\": \"csv\"}]}#"
                    + "attachments[0].type: found \"csv\"; expected a media type like application/pdf",
            "{\"from\": \"a@x.example\", \"to\": \"b@x.example\", \"text\": \"x\", \"attachments\": [{\"name\": "
                    + "\"n\"}]}#attachments[0]: found neither; expected exactly one of: content, url",
            "{\"from\": \"a@x.example\", \"to\": \"b@x.example\", \"text\": \"x\", \"attachments\": [{\"name\": \"n\", "
                    + "\"content\": \"\", \"url\": \"file:///a\"}]}#"
                    + "attachments[0]: found both; expected exactly one of: content, url",
            "{\"from\": \"a@x.example\", \"to\": \"b@x.example\", \"text\": \"x\", \"attachments\": [{\"name\": \"n\", "
                    + "\"url\": \"http://x/a\"}]}#"
                    + "attachments[0].url: found a URL; expected content, since no folder for attachments is "
                    + "configured",
            "[]#: found []; expected an object"})
    void refusesWhatTheSchemaRefuses(String scenario) throws IOException {
        String json = scenario.substring(0, scenario.lastIndexOf('#'));
        assertEquals(scenario.substring(scenario.lastIndexOf('#') + 1), reason(json));
        assertFalse(schema().validate(json, InputFormat.JSON).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"from\": ", "{\"from\": 1, \"from\": 2}", "{} {}", "hello"})
    void refusesInvalidJsonWithItsPlace(String json) {
        assertTrue(reason(json).startsWith("invalid JSON at line 1, column "), reason(json));
    }

    @Test
    void theSchemaKnowsTheReadersKeysAndNoOthers() throws IOException {
        try (InputStream in = JsonRecord.class.getResourceAsStream(SCHEMA)) {
            var schema = new ObjectMapper().readTree(in.readAllBytes());
            assertEquals(JsonRecord.KEYS, new TreeSet<>(schema.at("/properties").propertyNames()));
            assertEquals(Attachment.KEYS,
                    Set.copyOf(schema.at("/properties/attachments/items/properties").propertyNames()));
        }
    }
}

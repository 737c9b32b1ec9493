package org.packetboat.connectors.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.MultipartReport;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.notice.Notice;
import org.packetboat.engine.notice.NoticeKind;
import org.packetboat.engine.notice.NoticeWriter;

/** A reader of notices that others wrote finds in ours what we mean. */
class NoticeReadTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");
    private static final byte[] TEXT = "Subject: Prices\r\n\r\nAll up.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Body BODY = new Body() {
        @Override
        public long size() {
            return TEXT.length;
        }

        @Override
        public byte[] read(long offset, int most) {
            return Arrays.copyOfRange(TEXT, (int) offset, (int) Math.min(TEXT.length, offset + most));
        }
    };

    private static MultipartReport read(NoticeKind kind, Notice.Entry... entries) throws Exception {
        Message about = new Message(new QueueId(7), NOW.minus(Duration.ofHours(5)),
                Optional.of(Address.parse("s@home.example")), TEXT.length, true, false, ReturnContent.FULL,
                Optional.of("QQ+2B7"), Optional.empty(), "test");
        Optional<Instant> until = kind == NoticeKind.FAILED ? Optional.empty() : Optional.of(NOW.plusSeconds(60));
        Notice notice = new Notice(kind, about, List.of(entries), until, Optional.empty());
        byte[] written = NoticeWriter.write("hub.example", new QueueId(8), notice, BODY, NOW);
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(written));
        return (MultipartReport) message.getContent();
    }

    private static Notice.Entry entry(String to, Reply reply) {
        return new Notice.Entry(Recipient.of(to), reply);
    }

    @Test
    void whatFailed() throws Exception {
        MultipartReport report = read(NoticeKind.FAILED,
                entry("a@west.example", new Reply(550, "5.1.1", "No such us\u00e9r", Optional.of("mx.west.example"))),
                entry("b@west.example", new Reply(554, "5.4.7", "Undelivered after 5 d")));
        DeliveryStatus status = (DeliveryStatus) report.getReport();
        assertEquals("dns; hub.example", status.getMessageDSN().getHeader("Reporting-MTA", null));
        assertEquals("QQ+7", status.getMessageDSN().getHeader("Original-Envelope-Id", null));
        assertEquals(2, status.getRecipientDSNCount());
        InternetHeaders said = status.getRecipientDSN(0);
        assertEquals("rfc822; a@west.example", said.getHeader("Final-Recipient", null));
        assertEquals("failed", said.getHeader("Action", null));
        assertEquals("5.1.1", said.getHeader("Status", null));
        assertEquals("dns; mx.west.example", said.getHeader("Remote-MTA", null));
        assertEquals("smtp; 550 5.1.1 No such us\\x{E9}r", said.getHeader("Diagnostic-Code", null));
        InternetHeaders ours = status.getRecipientDSN(1);
        assertEquals("X-Packetboat; 554 5.4.7 Undelivered after 5 d", ours.getHeader("Diagnostic-Code", null));
        assertNull(ours.getHeader("Remote-MTA", null));
        assertEquals("Prices", report.getReturnedMessage().getSubject());
    }

    @Test
    void whatIsLate() throws Exception {
        MultipartReport report = read(NoticeKind.DELAYED, entry("a@west.example", new Reply(450, "4.4.7", "later")));
        InternetHeaders late = ((DeliveryStatus) report.getReport()).getRecipientDSN(0);
        assertEquals("delayed", late.getHeader("Action", null));
        assertEquals("Fri, 20 Nov 2026 10:16:30 +0000", late.getHeader("Will-Retry-Until", null));
        assertEquals("Prices", report.getReturnedMessage().getSubject());
    }
}

package org.packetboat.camel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.packetboat.camel.smtp.MailServer;
import org.packetboat.camel.smtp.SpooledMail;
import org.packetboat.camel.smtp.SubmissionClient;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.peer.Tls;

/** Mails one behind the other on a connection that is kept. */
class SubmissionClientTest {
    private static final Recipient ANNA = Recipient.of("anna@ny.example.com");

    private static Transfer mail(long number) {
        SpooledMail text = new SpooledMail();
        byte[] bytes = "Subject: hi\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);
        text.append(bytes, 0, bytes.length);
        text.finish(new byte[0]);
        Instant now = Instant.now();
        QueueId id = new QueueId(number);
        Message facts = new Message(id, now, Optional.of(Address.parse("boss@example.com")), text.size(), false, false,
                ReturnContent.FULL, Optional.empty(), Optional.empty(), "test");
        return new Transfer(
                Envelope.arrived(new EnvelopeId(id, 0), facts, List.of(ANNA), Envelope.DeliveryOptions.none(now),
                        Instant.MAX),
                text);
    }

    /** The answer to the first mail is no word about the second, which is sent while that answer is being told. */
    @Test
    void aMailThatFollowsAtOnceGoesOverAnotherConnectionIfTheServerHangsUp() throws Exception {
        AtomicInteger mails = new AtomicInteger();
        CompletableFuture<Map<Recipient, Outcome>> second = new CompletableFuture<>();
        try (ScriptedSmtpServer hub = new ScriptedSmtpServer(ScriptedSmtpServer.PLAIN,
                line -> line.startsWith("MAIL") && mails.incrementAndGet() == 2 ? ScriptedSmtpServer.HANG_UP : null);
                SubmissionClient client = new SubmissionClient(new MailServer("127.0.0.1", hub.port(), "app.example",
                        Tls.OFF, Optional.empty(), Optional.empty(), 1, Duration.ofMinutes(1)))) {
            client.send(mail(1), _ -> client.send(mail(2), second::complete));
            assertInstanceOf(Outcome.Delivered.class, second.get(60, TimeUnit.SECONDS).get(ANNA));
            assertEquals(2, hub.mails.size());
        }
    }
}

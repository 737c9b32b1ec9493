package org.packetboat.engine.link;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/** Mail to be carried, for tests. */
public final class Letters {
    private static final Instant ARRIVED = Instant.parse("2026-11-20T08:00:00Z");

    private Letters() {
    }

    /** A plain message from {@code a@here.example}. */
    public static Transfer letter(long id, String text, String... recipients) {
        return letter(id, new BytesBody(text.getBytes(StandardCharsets.UTF_8)), recipients);
    }

    public static Transfer letter(long id, Body body, String... recipients) {
        Message message = new Message(new QueueId(id), ARRIVED, Optional.of(Address.parse("a@here.example")),
                body.size(), false, false, ReturnContent.FULL, Optional.empty(), Optional.empty(), "test");
        return letter(message, body, Stream.of(recipients).map(Recipient::of).toList());
    }

    public static Transfer letter(Message message, Body body, List<Recipient> recipients) {
        return new Transfer(Envelope.arrived(new EnvelopeId(message.id(), 0), message, recipients,
                Envelope.DeliveryOptions.none(ARRIVED), Instant.MAX), body);
    }
}

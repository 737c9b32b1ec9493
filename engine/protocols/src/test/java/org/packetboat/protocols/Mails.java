package org.packetboat.protocols;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/** Mails for tests. */
public final class Mails {
    private static final Instant ARRIVED = Instant.parse("2026-11-20T08:00:00Z");

    private Mails() {
    }

    /** A plain message from {@code a@here.example}. */
    public static Transfer mail(long id, String text, String... recipients) {
        return mail(id, text.getBytes(StandardCharsets.UTF_8), recipients);
    }

    public static Transfer mail(long id, byte[] text, String... recipients) {
        Message message = new Message(new QueueId(id), ARRIVED, Optional.of(Address.parse("a@here.example")),
                text.length, false, false, ReturnContent.FULL, Optional.empty(), Optional.empty(), "test");
        return mail(message, text, Stream.of(recipients).map(Recipient::of).toList());
    }

    public static Transfer mail(Message message, byte[] text, List<Recipient> recipients) {
        return new Transfer(new Envelope(new EnvelopeId(message.id(), 0), message,
                recipients.getFirst().address().domain(), recipients, Priority.NORMAL, ARRIVED, Optional.empty(),
                Instant.MAX, 0, ARRIVED, Optional.empty(), false, true), body(text));
    }

    /** The same mail with wishes. */
    public static Transfer wishing(Transfer mail, Priority priority, DeliverBy by) {
        Envelope e = mail.envelope();
        return new Transfer(new Envelope(e.id(), e.message(), e.destination(), e.recipients(), priority, e.notBefore(),
                Optional.of(by), e.expires(), e.attempts(), e.due(), e.lastReply(), e.held(), e.alone()), mail.body());
    }

    public static Body body(byte[] bytes) {
        return new BytesBody(bytes);
    }
}

package org.packetboat.protocols;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Letters;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;

/** Mails for tests. */
public final class Mails {
    private Mails() {
    }

    /** A plain message from {@code a@here.example}. */
    public static Transfer mail(long id, String text, String... recipients) {
        return mail(id, text.getBytes(StandardCharsets.UTF_8), recipients);
    }

    public static Transfer mail(long id, byte[] text, String... recipients) {
        return Letters.letter(id, body(text), recipients);
    }

    public static Transfer mail(Message message, byte[] text, List<Recipient> recipients) {
        return Letters.letter(message, body(text), recipients);
    }

    /** The same mail with wishes. */
    public static Transfer wishing(Transfer mail, Priority priority, DeliverBy by) {
        Envelope e = mail.envelope();
        return new Transfer(new Envelope(e.id(), e.message(), e.destination(), e.recipients(),
                new Envelope.DeliveryOptions(priority, e.notBefore(), Optional.of(by)), e.life(), e.expires(),
                e.retry(),
                e.held(),
                e.alone()), mail.body());
    }

    public static Body body(byte[] bytes) {
        return new BytesBody(bytes);
    }
}

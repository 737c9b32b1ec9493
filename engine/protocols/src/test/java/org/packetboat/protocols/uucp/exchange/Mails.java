package org.packetboat.protocols.uucp.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/** Mail to try things with. */
public final class Mails {
    static final Instant MORNING = Instant.parse("2026-11-20T03:00:00Z");

    private Mails() {}

    public static Transfer mail(long id, String to, byte[] body) {
        return mail(id, Optional.of(Address.parse("ann@hub.example.com")), to, body);
    }

    /** Mail that comes back. */
    static Transfer returned(long id, String to, String body) {
        return mail(id, Optional.empty(), to, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Mail of somebody else. */
    public static Transfer from(String sender, long id, String to) {
        return mail(id, Optional.of(Address.parse(sender)), to,
                "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** To one whose name may have spaces. */
    public static Transfer toOne(long id, String to) {
        return mail(id, Optional.of(Address.parse("ann@hub.example.com")), List.of(Recipient.of(to)),
                "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static Transfer mail(long id, Optional<Address> from, String to, byte[] body) {
        return mail(id, from, Arrays.stream(to.split(" ")).map(Recipient::of).toList(), body);
    }

    private static Transfer mail(long id, Optional<Address> from, List<Recipient> recipients, byte[] body) {
        Message message = new Message(new QueueId(id), MORNING, from,
                body.length, true, false, ReturnContent.FULL, Optional.empty(), Optional.empty(), "test");
        Envelope envelope = Envelope.arrived(new EnvelopeId(new QueueId(id), 0), message, recipients,
                Envelope.DeliveryOptions.none(MORNING), MORNING.plusSeconds(86_400));
        return new Transfer(envelope, new BytesBody(body));
    }

    /** The same mail, as urgent as this. */
    public static Transfer urgent(Transfer mail, int priority) {
        Envelope e = mail.envelope();
        return new Transfer(new Envelope(e.id(), e.message(), e.destination(), e.recipients(),
                new Envelope.DeliveryOptions(new Priority(priority), e.notBefore(), e.deliverBy()), e.life(),
                e.expires(),
                e.retry(), e.held(), true),
                mail.body());
    }

    public static Transfer mail(long id, String to, String body) {
        return mail(id, to, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Bytes without any order, but without line ends, which a stock peer would rewrite, and without NUL. */
    public static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == 0) bytes[i] = 'n';
        }
        return bytes;
    }
}

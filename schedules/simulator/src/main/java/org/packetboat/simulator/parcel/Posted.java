package org.packetboat.simulator.parcel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/** Mails as a queue would hand them out, where there is no queue. */
public final class Posted {
    private Posted() {}

    /** @param number unique with its sender */
    public static Transfer mail(long number, Address from, Recipient to, Body body) {
        QueueId id = new QueueId(number);
        Message message = new Message(id, Instant.EPOCH, Optional.of(from), body.size(), true, false,
                ReturnContent.FULL, Optional.empty(), Optional.empty(), "batch");
        Envelope envelope = Envelope.arrived(new EnvelopeId(id, 0), message, List.of(to),
                Envelope.DeliveryOptions.none(Instant.EPOCH),
                Instant.MAX);
        return new Transfer(envelope, body);
    }
}

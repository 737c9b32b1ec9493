package org.packetboat.protocols.smtp.filter;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;

/**
 * A message that has come in whole.
 *
 * @param id         that it will have in the queue
 * @param trace      our own trace line, which will stand at its top; filters don't see it
 * @param text       the message as it came
 * @param sender     empty for the null path
 * @param recipients who were accepted
 * @param space      gives room for a body that takes the place of this one
 */
public record MailToFilter(QueueId id, byte[] trace, Body text, Optional<Address> sender, List<Address> recipients,
        Supplier<Incoming> space) {
    public MailToFilter {
        recipients = List.copyOf(recipients);
    }
}

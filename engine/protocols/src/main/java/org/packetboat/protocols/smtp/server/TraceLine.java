package org.packetboat.protocols.smtp.server;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.trace.Carriers;
import org.packetboat.engine.trace.Repeat;

/** The trace line put before a message (RFC 5321 section 4.4). Names the recipient only where there is a single one. */
final class TraceLine {
    private TraceLine() {}

    static byte[] of(SmtpService service, Client client, Transaction mail, QueueId id, Instant now) {
        return ("Received: from " + client.name() + " (" + client.literal() + ")\r\n\tby " + service.name()
                + Carriers.comment(mail.carriers()) + Repeat.comment(mail.name()) + " with "
                + client.protocol(mail.isInternational(), service.policy().rules().isLmtp()) + " id " + id
                + mail.onlyRecipient().map(only -> "\r\n\tfor <" + only.address() + ">").orElse("") + "; "
                + service.dates().of(now) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}

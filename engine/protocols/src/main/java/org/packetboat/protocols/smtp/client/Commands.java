package org.packetboat.protocols.smtp.client;

import java.time.Instant;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.protocols.mail.CommandWriter;
import org.packetboat.protocols.mail.DeliverByParameter;

/**
 * MAIL and RCPT as a peer with these extensions understands them. Parameters nobody asked for are left out: on a slow
 * line every byte counts.
 */
record Commands(Extensions extensions, Instant now) {
    /** RFC 5321 section 4.1.1.2, with SIZE, BODY, SMTPUTF8, RET, ENVID, MT-PRIORITY, HOLDUNTIL and BY. */
    String mail(Envelope envelope, long size, boolean international) {
        Message message = envelope.message();
        CommandWriter line = CommandWriter.mail(message.sender());
        if (extensions.size()) line.with("SIZE", size);
        if (extensions.eightBit() && (message.eightBit() || international)) line.with("BODY", "8BITMIME");
        line.flag("SMTPUTF8", international);
        if (extensions.notices() && asksForNotices(envelope)) {
            line.with("RET", message.returned()).with("ENVID", message.envelopeName());
        }
        if (extensions.priority() && envelope.priority().value() != 0) {
            line.with("MT-PRIORITY", envelope.priority().value());
        }
        // Mail of a queue was held there until now; a submitter may want it held where it goes.
        if (extensions.holds() && envelope.notBefore().isAfter(now)) line.with("HOLDUNTIL", envelope.notBefore());
        if (extensions.deliverBy()) line.with("BY", envelope.deliverBy().map(by -> DeliverByParameter.value(by, now)));
        return line.toString();
    }

    private static boolean asksForNotices(Envelope envelope) {
        return envelope.message().envelopeName().isPresent() || envelope.message().returned() == ReturnContent.HDRS
                || envelope.recipients().stream().anyMatch(recipient -> !recipient.wanted().isEmpty());
    }

    /** RFC 5321 section 4.1.1.3, with NOTIFY and ORCPT. */
    String recipient(Recipient recipient) {
        CommandWriter line = CommandWriter.rcpt(recipient.address());
        if (extensions.notices()) line.notify(recipient.wanted()).with("ORCPT", recipient.original());
        return line.toString();
    }
}

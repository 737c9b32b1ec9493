package org.packetboat.connectors.smtp.client;

import java.util.stream.Collectors;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/**
 * MAIL and RCPT as a peer with these extensions understands them. Parameters nobody asked for are left out: on a slow
 * line every byte counts.
 */
record Commands(Extensions extensions) {
    /** RFC 5321 section 4.1.1.2, with SIZE, BODY, SMTPUTF8, RET and ENVID. */
    String mail(Envelope envelope, long size, boolean international) {
        Message message = envelope.message();
        StringBuilder line = new StringBuilder("MAIL FROM:<")
                .append(message.sender().map(Address::toString).orElse("")).append('>');
        if (extensions.size()) line.append(" SIZE=").append(size);
        if (extensions.eightBit() && (message.eightBit() || international)) line.append(" BODY=8BITMIME");
        if (international) line.append(" SMTPUTF8");
        if (extensions.notices() && asksForNotices(envelope)) {
            line.append(" RET=").append(message.returned());
            message.envelopeName().ifPresent(name -> line.append(" ENVID=").append(name));
        }
        return line.toString();
    }

    private static boolean asksForNotices(Envelope envelope) {
        return envelope.message().envelopeName().isPresent() || envelope.message().returned() == ReturnContent.HDRS
                || envelope.recipients().stream().anyMatch(recipient -> !recipient.wanted().isEmpty());
    }

    /** RFC 5321 section 4.1.1.3, with NOTIFY and ORCPT. */
    String recipient(Recipient recipient) {
        StringBuilder line = new StringBuilder("RCPT TO:<").append(recipient.address()).append('>');
        if (!extensions.notices()) return line.toString();
        if (!recipient.wanted().isEmpty()) {
            line.append(" NOTIFY=").append(recipient.wanted().stream().sorted().map(Notify::name)
                    .collect(Collectors.joining(",")));
        }
        recipient.original().ifPresent(original -> line.append(" ORCPT=").append(original));
        return line.toString();
    }
}

package org.packetboat.protocols.smtp.client;

import java.time.Instant;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/**
 * MAIL and RCPT as a peer with these extensions understands them. Parameters nobody asked for are left out: on a slow
 * line every byte counts.
 */
record Commands(Extensions extensions, Instant now) {
    private static final long LONGEST_BY = 999_999_999;

    /** RFC 5321 section 4.1.1.2, with SIZE, BODY, SMTPUTF8, RET, ENVID, MT-PRIORITY and BY. */
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
        if (extensions.priority() && envelope.priority().value() != 0) {
            line.append(" MT-PRIORITY=").append(envelope.priority().value());
        }
        if (extensions.deliverBy()) envelope.deliverBy().ifPresent(by -> line.append(" BY=").append(timeLeft(by)));
        return line.toString();
    }

    /** What has passed since it was asked for here is taken off (RFC 2852 section 4). */
    private String timeLeft(DeliverBy by) {
        return Math.clamp(by.secondsLeft(now), -LONGEST_BY, LONGEST_BY) + ";" + by.letters();
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

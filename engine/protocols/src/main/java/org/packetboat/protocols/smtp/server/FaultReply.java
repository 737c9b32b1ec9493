package org.packetboat.protocols.smtp.server;

import org.packetboat.protocols.mail.Fault;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;

/** What a server says of a parameter that is wrong (RFC 5321 section 4.1.1.11). */
final class FaultReply {
    private FaultReply() {}

    static SmtpReply of(Fault fault) {
        return switch (fault) {
            case UNKNOWN, UNSUPPORTED -> SmtpReplies.UNKNOWN_PARAMETER;
            case MALFORMED -> SmtpReplies.SYNTAX;
            case TOO_FAR -> SmtpReplies.TOO_FAR;
            case TOO_SOON -> SmtpReplies.TOO_SOON;
        };
    }
}

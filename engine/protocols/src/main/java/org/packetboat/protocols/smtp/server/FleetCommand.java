package org.packetboat.protocols.smtp.server;

import org.packetboat.protocols.smtp.syntax.SmtpReplies;

/**
 * {@code XFLEET word}, by which a branch tells how it is ({@link org.packetboat.engine.fleet.BranchReport}): 250,
 * whatever stands in it. Only for whoever has logged in, since it counts as said by that login.
 */
final class FleetCommand {
    /** The keyword of the extension, and its command. */
    static final String KEYWORD = "XFLEET";

    private final SessionContext exchange;

    FleetCommand(SessionContext exchange) {
        this.exchange = exchange;
    }

    void xfleet(String argument) {
        if (!exchange.client().isLoggedIn()) {
            exchange.answer(SmtpReplies.UNKNOWN_COMMAND);
        } else if (argument.isEmpty()) {
            exchange.answer(SmtpReplies.found(SmtpReplies.SYNTAX, argument));
        } else {
            exchange.service().reports().told(exchange.client().user(), argument);
            exchange.answerIdle(SmtpReplies.OK);
        }
    }
}

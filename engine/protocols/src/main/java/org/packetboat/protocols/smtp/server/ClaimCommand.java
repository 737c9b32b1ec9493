package org.packetboat.protocols.smtp.server;

import java.util.List;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;

/**
 * {@code XCLAIM site server}, by which the machines of a hub ask each other before they call a site: 250, or 450 while
 * it is being called from here. Only for whoever may relay. While the answer is outstanding, nothing more is read.
 */
final class ClaimCommand {
    private static final SmtpReply FREE = SmtpReply.of(250, "2.0.0", "Go ahead");
    private static final SmtpReply BUSY = SmtpReply.of(450, "4.3.2", "The site is being called from here");

    private final SessionContext exchange;
    private final InputBuffer talk;

    ClaimCommand(SessionContext exchange) {
        this.exchange = exchange;
        this.talk = exchange.talk();
    }

    void xclaim(String argument) {
        List<String> words = List.of(argument.split(" "));
        if (!exchange.client().mayRelay()) exchange.answer(SmtpReplies.UNKNOWN_COMMAND);
        else if (words.size() != 2) exchange.answer(SmtpReplies.found(SmtpReplies.SYNTAX, argument));
        else {
            talk.pause();
            exchange.service().claims().claimed(words.getFirst(), words.getLast(), free -> talk.later(() -> {
                exchange.answer(free ? FREE : BUSY);
                talk.resume();
            }));
        }
    }
}

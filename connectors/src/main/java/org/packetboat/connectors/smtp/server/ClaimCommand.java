package org.packetboat.connectors.smtp.server;

import java.util.List;

/**
 * {@code XCLAIM site server}, by which the machines of a hub ask each other before they call a site: 250, or 450 while
 * it is being called from here. Only for whoever may relay. While the answer is outstanding, nothing more is read.
 */
final class ClaimCommand {
    private static final Answer FREE = Answer.of(250, "2.0.0", "Go ahead");
    private static final Answer BUSY = Answer.of(450, "4.3.2", "The site is being called from here");

    private final Exchange exchange;
    private final Conversation talk;

    ClaimCommand(Exchange exchange) {
        this.exchange = exchange;
        this.talk = exchange.talk();
    }

    void xclaim(String argument) {
        List<String> words = List.of(argument.split(" "));
        if (!exchange.client().mayRelay()) exchange.answer(Answers.UNKNOWN_COMMAND);
        else if (words.size() != 2) exchange.answer(Answers.SYNTAX);
        else {
            talk.pause();
            exchange.service().claims().claimed(words.getFirst(), words.getLast(), free -> talk.later(() -> {
                exchange.answer(free ? FREE : BUSY);
                talk.resume();
            }));
        }
    }
}

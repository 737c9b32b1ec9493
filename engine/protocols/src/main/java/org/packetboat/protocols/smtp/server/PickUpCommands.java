package org.packetboat.protocols.smtp.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.Wire;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;

/** ETRN and ATRN. While an answer is outstanding, nothing more is read. */
final class PickUpCommands {
    private final SessionContext exchange;
    private final InputBuffer talk;
    private final Wire wire;

    PickUpCommands(SessionContext exchange, Wire wire) {
        this.exchange = exchange;
        this.talk = exchange.talk();
        this.wire = wire;
    }

    private PickUp pickUp() {
        return exchange.service().pickUp();
    }

    private Optional<SmtpReply> refusal(boolean inMail) {
        Client client = exchange.client();
        if (exchange.service().authenticator().isEmpty()) return Optional.of(SmtpReplies.NOT_DONE_HERE);
        if (!client.isIntroduced()) return Optional.of(SmtpReplies.GREET_FIRST);
        if (inMail) return Optional.of(SmtpReplies.AUTH_IN_MAIL);
        return client.isLoggedIn() ? Optional.empty() : Optional.of(SmtpReplies.LOG_IN_FIRST);
    }

    /** RFC 1985 section 5.3. */
    void etrn(String argument, boolean inMail) {
        Optional<SmtpReply> refusal = refusal(inMail);
        boolean named = argument.startsWith("#")
                ? argument.length() > 1
                : PickUp.domain(argument.startsWith("@") ? argument.substring(1) : argument).isPresent();
        if (refusal.isPresent() || !named) {
            exchange.answer(refusal.orElse(SmtpReplies.found(SmtpReplies.SYNTAX, argument)));
            return;
        }
        talk.pause();
        pickUp().start(exchange.client().user(), argument, reply -> talk.later(() -> {
            exchange.answer(SmtpReply.of(reply));
            exchange.resume();
        }));
    }

    /** RFC 2645 section 5. @param end where the bytes behind the command begin: there must be none */
    void atrn(String argument, int end, boolean inMail) {
        List<Domain> domains = new ArrayList<>();
        boolean wrong = false;
        for (String name : argument.isEmpty() ? new String[0] : argument.split(",")) {
            Optional<Domain> domain = PickUp.domain(name.strip());
            domain.ifPresent(domains::add);
            wrong |= domain.isEmpty();
        }
        Optional<SmtpReply> refusal = refusal(inMail);
        if (talk.hasBeyond(end)) talk.hangUp(SmtpReplies.TURN_UNASKED);
        else if (refusal.isPresent()) exchange.answer(refusal.get());
        else if (wrong) exchange.answer(SmtpReplies.found(SmtpReplies.SYNTAX, argument));
        else turn(domains);
    }

    private void turn(List<Domain> domains) {
        talk.pause();
        pickUp().turn(exchange.client().user(), exchange.client().literal(), domains, turn -> talk.later(() -> {
            switch (turn) {
                case PickUp.Turn.Refused(var reply) -> {
                    exchange.answer(SmtpReply.of(reply));
                    exchange.resume();
                }
                case PickUp.Turn.Ready ready -> {
                    talk.say(SmtpReplies.TURNED);
                    talk.end();
                    wire.turn(ready);
                }
            }
        }));
    }
}

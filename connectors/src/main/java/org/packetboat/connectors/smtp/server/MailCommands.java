package org.packetboat.connectors.smtp.server;

import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/** MAIL and RCPT: opens a message's envelope and fills it (RFC 5321 sections 4.1.1.2 and 4.1.1.3). */
final class MailCommands {
    private final Exchange exchange;
    private Optional<Transaction> open = Optional.empty();

    MailCommands(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The message being put together. */
    Optional<Transaction> open() {
        return open;
    }

    /** Forgets the message being put together. */
    void clear() {
        open = Optional.empty();
    }

    void mail(String argument) {
        Optional<Path> path = Path.read(argument, "FROM:");
        if (!exchange.client().isIntroduced()) exchange.answer(Answers.GREET_FIRST);
        else if (open.isPresent()) exchange.answer(Answers.MAIL_TWICE);
        else if (path.isEmpty()) exchange.answer(Answers.BAD_SENDER);
        else from(path.get());
    }

    private void from(Path path) {
        MailOptions options = new MailOptions(exchange.service(), exchange.client(), exchange.now());
        Optional<Address> sender = path.address();
        Optional<Answer> wrong = sender.isEmpty() && !path.isNull()
                ? Optional.of(Answers.BAD_SENDER)
                : Parameters.read(path.parameters(), options);
        if (wrong.isEmpty() && needsUtf8(sender, options.isInternational())) {
            wrong = Optional.of(Answers.NEEDS_SMTPUTF8);
        }
        if (wrong.isPresent()) {
            exchange.refuse(path.mailbox(), wrong.get());
        } else {
            open = Optional.of(new Transaction(sender, options));
            exchange.answer(Answers.SENDER_OK);
        }
    }

    private static boolean needsUtf8(Optional<Address> address, boolean has) {
        return !has && address.isPresent() && address.get().isInternational();
    }

    void rcpt(String argument) {
        Optional<Path> path = Path.read(argument, "TO:");
        if (open.isEmpty()) exchange.answer(Answers.MAIL_FIRST);
        else if (path.isEmpty()) exchange.answer(Answers.BAD_RECIPIENT);
        else to(path.get(), open.get());
    }

    private void to(Path path, Transaction mail) {
        RcptOptions options = new RcptOptions(mail.isInternational());
        Optional<Address> address = recipient(path);
        Optional<Answer> wrong = address.isEmpty()
                ? Optional.of(Answers.BAD_RECIPIENT)
                : Parameters.read(path.parameters(), options).or(() -> refusal(path, address.get(), mail));
        if (wrong.isPresent()) {
            exchange.refuse(mail.from(), wrong.get());
        } else {
            mail.add(options.recipient(address.get()));
            exchange.answer(Answers.RECIPIENT_OK);
        }
    }

    private Optional<Address> recipient(Path path) {
        return path.isPostmaster()
                ? Optional.of(new Address(path.mailbox(), exchange.service().settings().serverName()))
                : path.address();
    }

    private Optional<Answer> refusal(Path path, Address address, Transaction mail) {
        SmtpService service = exchange.service();
        if (needsUtf8(Optional.of(address), mail.isInternational())) return Optional.of(Answers.NEEDS_SMTPUTF8);
        if (!mayReach(address.domain(), path)) return Optional.of(Answers.RELAY_DENIED);
        if (mail.size() >= service.limits().recipients()) return Optional.of(Answers.TOO_MANY_RECIPIENTS);
        return service.intake().refusal(address).map(Answer::of);
    }

    /** Everybody may write to the postmaster (RFC 5321 section 4.5.1) and to local domains. */
    private boolean mayReach(Domain domain, Path path) {
        return exchange.client().mayRelay() || path.isPostmaster() || exchange.service().local().test(domain);
    }
}

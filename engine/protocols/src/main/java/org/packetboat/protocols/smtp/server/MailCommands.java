package org.packetboat.protocols.smtp.server;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.mail.AddressCommand;
import org.packetboat.protocols.mail.Parameters;
import org.packetboat.protocols.mail.Path;
import org.packetboat.protocols.mail.RcptParameters;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;

/** MAIL and RCPT: opens a message's envelope and fills it (RFC 5321 sections 4.1.1.2 and 4.1.1.3). */
final class MailCommands {
    /** The status of an answer that says that there is nobody of this name (RFC 3463). */
    private static final String UNKNOWN = "5.1.1";

    private final SessionContext exchange;
    private Optional<Transaction> open = Optional.empty();

    MailCommands(SessionContext exchange) {
        this.exchange = exchange;
    }

    /** The message being put together. */
    Optional<Transaction> open() {
        return open;
    }

    /** Forgets the message being put together. */
    void clear() {
        exchange.filtering().clear();
        open = Optional.empty();
    }

    void mail(String argument) {
        Optional<AddressCommand> command = AddressCommand.Kind.MAIL.readArgument(argument, exchange.borne());
        Optional<SmtpReply> away = exchange.service().intake().outOfService().map(SmtpReply::of);
        if (away.isPresent()) exchange.talk().hangUp(away.get());
        else if (!exchange.client().isIntroduced()) exchange.answer(SmtpReplies.GREET_FIRST);
        else if (open.isPresent()) exchange.answer(SmtpReplies.MAIL_TWICE);
        else if (command.isEmpty()) exchange.answer(SmtpReplies.found(SmtpReplies.BAD_SENDER, argument));
        else from(command.get());
    }

    private void from(AddressCommand command) {
        Path path = command.path();
        MailOptions options = new MailOptions(exchange.service(), exchange.client(), exchange.now());
        Optional<Address> sender = path.address(here().name(), exchange.borne());
        Optional<SmtpReply> wrong = sender.isEmpty() && !path.isNull()
                ? Optional.of(SmtpReplies.found(SmtpReplies.BAD_SENDER, path.mailbox()))
                : fault(command, options::take);
        if (wrong.isEmpty() && needsUtf8(sender, options.isInternational())) {
            wrong = Optional.of(SmtpReplies.NEEDS_SMTPUTF8);
        }
        Transaction mail = new Transaction(sender, options);
        if (wrong.isEmpty())
            wrong = exchange.service().intake().refusal(exchange.sending(mail)).map(SmtpReply::of);
        if (wrong.isPresent()) {
            exchange.refuse(path.mailbox(), wrong.get());
        } else {
            open(mail);
        }
    }

    private void open(Transaction mail) {
        exchange.filtering().mail(mail, refusal -> {
            if (refusal.isPresent()) {
                exchange.refuse(mail.from(), SmtpReply.of(refusal.get()));
            } else {
                open = Optional.of(mail);
                exchange.answer(SmtpReplies.SENDER_OK);
            }
        });
    }

    private static Optional<SmtpReply> fault(AddressCommand command,
            BiFunction<String, String, Optional<SmtpReply>> reader) {
        Optional<Parameters> parameters = command.parameters();
        return parameters.isEmpty()
                ? Optional.of(SmtpReplies.found(SmtpReplies.SYNTAX, command.rest()))
                : parameters.get().firstFault((keyword, value) -> reader.apply(keyword, value)
                        .map(fault -> naming(fault, keyword, value)));
    }

    /** Only where it is about how the parameter is written, or that it is not known. */
    private static SmtpReply naming(SmtpReply fault, String keyword, String value) {
        boolean about = fault == SmtpReplies.SYNTAX || fault == SmtpReplies.UNKNOWN_PARAMETER;
        return about ? SmtpReplies.found(fault, value.isEmpty() ? keyword : keyword + "=" + value) : fault;
    }

    private static boolean needsUtf8(Optional<Address> address, boolean has) {
        return !has && address.isPresent() && address.get().isInternational();
    }

    void rcpt(String argument) {
        Optional<AddressCommand> command = AddressCommand.Kind.RCPT.readArgument(argument, exchange.borne());
        if (open.isEmpty()) exchange.answer(SmtpReplies.MAIL_FIRST);
        else if (command.isEmpty()) malformed(SmtpReplies.found(SmtpReplies.BAD_RECIPIENT, argument));
        else to(command.get(), open.get());
    }

    /** Something that came was no recipient, and no command at all, if a message is open. */
    void malformed(SmtpReply why) {
        if (open.isPresent()) exchange.answerRecipient(why);
        else exchange.answer(why);
    }

    private void to(AddressCommand command, Transaction mail) {
        Path path = command.path();
        RcptParameters options = new RcptParameters(mail.isInternational());
        Optional<Address> address = recipient(path);
        Optional<SmtpReply> wrong = address.isEmpty()
                ? Optional.of(SmtpReplies.found(SmtpReplies.BAD_RECIPIENT, path.mailbox()))
                : fault(command, (keyword, value) -> take(options, keyword, value))
                        .or(() -> refusal(path, address.get(), mail));
        if (wrong.isPresent()) {
            refuse(mail, wrong.get());
        } else {
            exchange.filtering().rcpt(address.get(), refusal -> filtered(mail, options.recipient(address.get()),
                    refusal.map(SmtpReply::of)));
        }
    }

    private void filtered(Transaction mail, Recipient recipient, Optional<SmtpReply> refusal) {
        if (refusal.isPresent()) {
            exchange.refuseRecipient(mail.from(), refusal.get());
        } else {
            mail.add(recipient);
            exchange.answer(SmtpReplies.RECIPIENT_OK);
        }
    }

    /** Strangers who name people that do not exist hear so later and later: they may be guessing. */
    private void refuse(Transaction mail, SmtpReply why) {
        boolean guess = why.reply().status().equals(UNKNOWN) && !exchange.client().mayRelay();
        Duration wait = guess ? exchange.service().harvest().missed(exchange.client().address()) : Duration.ZERO;
        if (wait.isZero()) exchange.refuseRecipient(mail.from(), why);
        else exchange.talk().afterwards(wait, () -> exchange.refuseRecipient(mail.from(), why));
    }

    /** Strangers are not told of deliveries (RFC 3461): they could ask in somebody else's name. */
    private Optional<SmtpReply> take(RcptParameters options, String keyword, String value) {
        return exchange.client().mayRelay()
                ? options.take(keyword, value).map(FaultReply::of)
                : Optional.of(SmtpReplies.UNKNOWN_PARAMETER);
    }

    private Optional<Address> recipient(Path path) {
        return path.isPostmaster()
                ? Optional.of(new Address(path.mailbox(), here()))
                : path.address(here().name(), exchange.borne());
    }

    /** The domain of names that have none. */
    private Domain here() {
        return exchange.service().policy().serverName();
    }

    private Optional<SmtpReply> refusal(Path path, Address address, Transaction mail) {
        SmtpService service = exchange.service();
        if (needsUtf8(Optional.of(address), mail.isInternational())) return Optional.of(SmtpReplies.NEEDS_SMTPUTF8);
        if (!mayReach(address, path)) return Optional.of(SmtpReplies.RELAY_DENIED);
        if (mail.size() >= service.limits().recipients(!exchange.client().mayRelay()))
            return Optional.of(SmtpReplies.TOO_MANY_RECIPIENTS);
        if (!exchange.client().mayRelay() && !Transaction.isPostmaster(address)
                && service.harvest().isShut(exchange.client().address()))
            return Optional.of(SmtpReplies.TOO_MANY_UNKNOWN);
        return service.intake().refusal(exchange.sending(mail), address).or(() -> service.intake().delay(address))
                .map(SmtpReply::of);
    }

    /** Everybody may write to the postmaster (RFC 5321 section 4.5.1), to local domains, and whoever was asked to. */
    private boolean mayReach(Address address, Path path) {
        return exchange.client().mayRelay() || path.isPostmaster() || isOurPostmaster(address)
                || exchange.service().local().test(address.domain())
                || exchange.service().intake().awaitsAnswer(address);
    }

    private boolean isOurPostmaster(Address address) {
        return Transaction.isPostmaster(address) && address.domain().equals(here());
    }
}

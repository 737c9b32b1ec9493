package org.packetboat.protocols.mail;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Notify;

/** Writes MAIL and RCPT as {@link AddressCommand} reads them, without a line end. */
public final class CommandWriter {
    private final StringBuilder line;

    private CommandWriter(AddressCommand.Kind kind, String mailbox) {
        line = new StringBuilder(kind.opening()).append(mailbox).append('>');
    }

    /** @param sender empty for the null path */
    public static CommandWriter mail(Optional<Address> sender) {
        return new CommandWriter(AddressCommand.Kind.MAIL, sender.map(Address::toString).orElse(""));
    }

    public static CommandWriter rcpt(Address recipient) {
        return new CommandWriter(AddressCommand.Kind.RCPT, recipient.toString());
    }

    /** A parameter without a value, if it is to be there. */
    public CommandWriter flag(String keyword, boolean there) {
        if (there) line.append(' ').append(keyword);
        return this;
    }

    /** A parameter. Its value has no space and no control character. */
    public CommandWriter with(String keyword, Object value) {
        line.append(' ').append(keyword).append('=').append(value);
        return this;
    }

    /** A parameter, if it has a value. */
    public CommandWriter with(String keyword, Optional<?> value) {
        value.ifPresent(it -> with(keyword, it));
        return this;
    }

    /** NOTIFY of RFC 3461 section 4.1; nothing where nothing was asked for. */
    public CommandWriter notify(Set<Notify> wanted) {
        if (wanted.isEmpty()) return this;
        return with("NOTIFY", wanted.stream().sorted().map(Notify::name).collect(Collectors.joining(",")));
    }

    @Override
    public String toString() {
        return line.toString();
    }
}

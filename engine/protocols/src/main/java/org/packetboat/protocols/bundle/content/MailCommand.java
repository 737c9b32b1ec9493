package org.packetboat.protocols.bundle.content;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.MailDate;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.mail.Xtext;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.protocols.bundle.codec.DamagedException;
import org.packetboat.protocols.bundle.codec.UnknownException;
import org.packetboat.protocols.mail.AddressCommand;
import org.packetboat.protocols.mail.Fault;
import org.packetboat.protocols.mail.MailParameters;
import org.packetboat.protocols.mail.Parameters;
import org.packetboat.protocols.mail.RcptParameters;

/** The MAIL and RCPT commands of a bundle, with the parameters that {@link ContentWriter} tells of. */
public final class MailCommand {
    private final Optional<Address> sender;
    private final MailParameters common = new MailParameters();
    private String id = "";
    private Optional<String> name = Optional.empty();
    private Optional<DeliverBy> deliverBy = Optional.empty();
    private Optional<Instant> expires = Optional.empty();
    private Optional<BigSendName> bigSend = Optional.empty();

    private MailCommand(Optional<Address> sender) {
        this.sender = sender;
    }

    /**
     * @throws DamagedException if it is malformed
     * @throws UnknownException if it has a parameter we don't know
     */
    static MailCommand parse(String line) throws DamagedException, UnknownException {
        AddressCommand read = read(AddressCommand.Kind.MAIL, line);
        Optional<Address> sender = read.path().address();
        if (sender.isEmpty() && !read.path().isNull()) throw notAnAddress(read);
        MailCommand command = new MailCommand(sender);
        take(read, command::take);
        if (command.id.isEmpty()) throw new DamagedException("MAIL without XID");
        return command;
    }

    /**
     * @throws DamagedException if it is malformed
     * @throws UnknownException if it has a parameter we don't know
     */
    static Recipient recipient(String line) throws DamagedException, UnknownException {
        AddressCommand read = read(AddressCommand.Kind.RCPT, line);
        Address address = read.path().address().orElseThrow(() -> notAnAddress(read));
        RcptParameters parameters = new RcptParameters(true); // whoever wrote it was asked where the mail came in
        take(read, parameters::take);
        return parameters.recipient(address);
    }

    private static AddressCommand read(AddressCommand.Kind kind, String line) throws DamagedException {
        return kind.readLine(line).orElseThrow(() -> new DamagedException("expected " + kind + " with a path"));
    }

    private static DamagedException notAnAddress(AddressCommand read) {
        return new DamagedException("not an address: \"" + read.path().mailbox() + "\"");
    }

    private static void take(AddressCommand read, BiFunction<String, String, Optional<Fault>> reader)
            throws DamagedException, UnknownException {
        Parameters parameters = read.parameters().orElseThrow(() -> new DamagedException("malformed parameters"));
        for (Map.Entry<String, String> parameter : parameters.values().entrySet()) {
            Optional<Fault> fault = reader.apply(parameter.getKey(), parameter.getValue());
            if (fault.isEmpty()) continue;
            if (fault.get() == Fault.UNKNOWN) throw new UnknownException("parameter " + parameter.getKey());
            throw new DamagedException("value of " + parameter.getKey()
                    + (fault.get() == Fault.TOO_FAR ? "; expected " + MailDate.expectedOfWait() : ""));
        }
    }

    private Optional<Fault> take(String keyword, String value) {
        try {
            switch (keyword) {
                case "XID" -> id = value;
                case Repeat.KEYWORD -> name = Optional.of(value).filter(Repeat::isName);
                case "XDELIVERBY" -> deliverBy = Optional.of(DeliverBy.parse(value));
                case "XEXPIRES" -> expires = Optional.of(MailDate.parse(value));
                case "XBATCH" -> bigSend = BigSendName.of(Xtext.decode(value));
                default -> {
                    return common.take(keyword, value);
                }
            }
            return Optional.empty();
        } catch (DateTimeException | IllegalArgumentException bad) {
            return Optional.of(Fault.MALFORMED);
        }
    }

    /** The envelope's id at the server it comes from. */
    public String id() {
        return id;
    }

    public Optional<Instant> expires() {
        return expires;
    }

    /** What its first server calls it. */
    public Optional<String> name() {
        return name;
    }

    /** @param called the name to know it by if it comes again */
    public Submission submission(List<Recipient> recipients, String called, String origin) {
        return new Submission(sender, recipients,
                new SubmissionOptions(common.priority(), common.holdUntil(), deliverBy, bigSend, Optional.empty()),
                common.encoding(), common.dsn(ReturnContent.FULL), origin).expiring(expires)
                .named(Optional.of(called));
    }
}

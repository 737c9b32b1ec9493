package org.packetboat.protocols.bundle.content;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.mail.Xtext;
import org.packetboat.protocols.bundle.codec.DamagedException;
import org.packetboat.protocols.bundle.codec.UnknownException;

/** The MAIL and RCPT commands of a batch, read strictly: what {@link ContentWriter} doesn't write isn't taken. */
public record MailCommand(Optional<Address> sender, Map<String, String> parameters) {
    private static final Set<String> KNOWN = Set.of("XID", "BODY", "SMTPUTF8", "RET", "ENVID", "MT-PRIORITY",
            "HOLDUNTIL", "XDELIVERBY", "XEXPIRES", "XBATCH");
    private static final Set<String> KNOWN_OF_RECIPIENT = Set.of("NOTIFY", "ORCPT");

    /**
     * @throws DamagedException if it is malformed
     * @throws UnknownException if it has a parameter we don't know
     */
    static MailCommand parse(String line) throws DamagedException, UnknownException {
        CommandLine parsed = CommandLine.parse(line, "MAIL FROM:<");
        known(parsed, KNOWN);
        MailCommand command = new MailCommand(parsed.path(), parsed.parameters());
        if (command.id().isEmpty()) throw new DamagedException("MAIL without XID");
        try {
            command.submission(List.of(), "", "");
            command.expires();
        } catch (DateTimeException | IllegalArgumentException bad) {
            throw new DamagedException("MAIL: " + bad.getMessage());
        }
        return command;
    }

    /**
     * @throws DamagedException if it is malformed
     * @throws UnknownException if it has a parameter we don't know
     */
    static Recipient recipient(String line) throws DamagedException, UnknownException {
        CommandLine parsed = CommandLine.parse(line, "RCPT TO:<");
        known(parsed, KNOWN_OF_RECIPIENT);
        Address address = parsed.path().orElseThrow(() -> new DamagedException("RCPT without an address"));
        try {
            Set<Notify> wanted = EnumSet.noneOf(Notify.class);
            String notify = parsed.parameters().get("NOTIFY");
            for (String word : notify == null ? new String[0] : notify.split(",", -1))
                wanted.add(Notify.valueOf(word));
            return new Recipient(address, wanted, Optional.ofNullable(parsed.parameters().get("ORCPT")));
        } catch (IllegalArgumentException bad) {
            throw new DamagedException("RCPT: " + bad.getMessage());
        }
    }

    private static void known(CommandLine line, Set<String> keywords) throws DamagedException, UnknownException {
        for (Map.Entry<String, String> parameter : line.parameters().entrySet()) {
            if (!keywords.contains(parameter.getKey())) {
                throw new UnknownException("parameter " + parameter.getKey());
            }
            boolean bare = parameter.getKey().equals("SMTPUTF8");
            if (bare ? !parameter.getValue().isEmpty() : !CommandLine.isName(parameter.getValue())) {
                throw new DamagedException("value of " + parameter.getKey());
            }
        }
    }

    /** The envelope's id at the server it comes from. */
    public String id() {
        return parameters.getOrDefault("XID", "");
    }

    public Optional<Instant> expires() {
        return time("XEXPIRES");
    }

    public Submission submission(List<Recipient> recipients, String key, String origin) {
        return new Submission(sender, recipients, priority(), time("HOLDUNTIL"),
                value("XDELIVERBY").map(DeliverBy::parse), expires(),
                eightBit(),
                parameters.containsKey("SMTPUTF8"), returned(), value("ENVID"),
                value("XBATCH").map(Xtext::decode).flatMap(BigSendName::of),
                Optional.of(key),
                origin);
    }

    private Optional<String> value(String keyword) {
        return Optional.ofNullable(parameters.get(keyword));
    }

    private Optional<Instant> time(String keyword) {
        return value(keyword).map(Instant::parse);
    }

    private Priority priority() {
        return value("MT-PRIORITY").map(Integer::parseInt).map(Priority::new).orElse(Priority.NORMAL);
    }

    private ReturnContent returned() {
        return value("RET").map(ReturnContent::valueOf).orElse(ReturnContent.FULL);
    }

    private boolean eightBit() {
        String body = parameters.getOrDefault("BODY", "7BIT");
        if (!body.equals("8BITMIME") && !body.equals("7BIT")) throw new IllegalArgumentException("BODY=" + body);
        return body.equals("8BITMIME");
    }
}

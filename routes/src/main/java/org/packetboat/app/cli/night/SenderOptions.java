package org.packetboat.app.cli.night;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.engine.intake.ClientAddress;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.rule.Decision;
import org.packetboat.engine.route.rule.DeliveryRule;
import picocli.CommandLine.Option;

/** Whose mail it would be, so that the delivery rules can be asked. Public for picocli. */
public final class SenderOptions {
    private static final String SMTP = "smtp";

    @Option(names = "--from",
            paramLabel = "SENDER",
            description = "Asks the delivery rules, too: mail from this sender; \"<>\" for mail without one.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--entrance",
            paramLabel = "KIND[:NAME]",
            description = "Where it comes in: smtp, uucp:NODE, kafka:TOPIC, camel:ROUTE, drop:USER or submit "
                    + "(default: smtp).")
    private Optional<String> entrance = Optional.empty();

    @Option(names = "--listener", paramLabel = "NAME", description = "The listener that it comes to (default: smtp).")
    private Optional<String> listener = Optional.empty();

    @Option(names = "--login", paramLabel = "NAME", description = "The name its client has logged in with.")
    private Optional<String> login = Optional.empty();

    @Option(names = "--client",
            paramLabel = "ADDRESS",
            description = "The IP address of its client (default: 192.0.2.1, an address that nobody has).")
    private Optional<String> client = Optional.empty();

    /** What delivery rules say, for scripts. */
    record Ruling(String address, String member, String verdict, String rule, String place, String reply,
            String priority, String journals) {}

    /** The mail, if its sender was given. */
    Optional<AnnouncedMail> sending(long size, Instant at) {
        if (from.isEmpty() && (entrance.isPresent() || listener.isPresent() || login.isPresent() || client.isPresent()))
            throw new CommandFailure(ExitCodes.USAGE, "found no --from; expected it with --entrance, --listener, "
                    + "--login and --client: the delivery rules are asked about mail of a sender");
        return from.map(text -> new AnnouncedMail(sender(text), entrance(), size, at));
    }

    private static Optional<Address> sender(String text) {
        try {
            return text.equals("<>") ? Optional.empty() : Optional.of(Address.parse(text));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, "--from: " + e.getMessage());
        }
    }

    private Entrance entrance() {
        String where = entrance.orElse(SMTP);
        if (!where.equals(SMTP)) return Entrance.of(where);
        String address = client.orElse("192.0.2.1");
        try {
            return new Entrance(SMTP + ":" + address, Optional.of(new Entrance.Client(listener.orElse(SMTP), login,
                    ClientAddress.of(InetAddress.ofLiteral(address).getAddress()))));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, "--client: found \"" + address + "\"; expected an IP address");
        }
    }

    /** What the rules say of it. */
    static Ruling ruling(Policy policy, AnnouncedMail mail, Address given, Address member) {
        Decision decision = policy.decide(mail, given, member);
        return new Ruling(given.toString(), member.toString(), verdict(decision),
                decision.decidedBy().map(DeliveryRule::name).orElse(""),
                decision.decidedBy().map(DeliveryRule::place).orElse(""),
                decision.refusal().map(Object::toString).orElse(""),
                decision.priority().map(p -> String.valueOf(p.value())).orElse(""),
                decision.refusal().isPresent()
                        ? ""
                        : decision.journals().keySet().stream().map(Address::toString).sorted()
                                .collect(Collectors.joining(",")));
    }

    private static String verdict(Decision decision) {
        if (decision.refusal().isPresent()) return "refuse";
        return decision.holds() ? "hold" : "accept";
    }

    /** The same for people. */
    static String text(Ruling ruling) {
        String by = ruling.rule().isEmpty()
                ? "No delivery rule decides: the mail is taken"
                : "Rule " + ruling.rule() + " (" + ruling.place() + ") decides: the mail is "
                        + switch (ruling.verdict()) {
                            case "refuse" -> "refused with " + ruling.reply();
                            case "hold" -> "taken, and waits for an operator";
                            default -> "taken";
                        };
        String priority = ruling.priority().isEmpty() ? "" : ", with priority " + ruling.priority();
        String journal = ruling.journals().isEmpty() ? "" : ", with a copy to " + ruling.journals().replace(",", ", ");
        return String.format(Locale.ROOT, "%s%s%s.", by, priority, journal);
    }
}

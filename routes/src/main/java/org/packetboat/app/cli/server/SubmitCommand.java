package org.packetboat.app.cli.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.packetboat.app.cli.mail.Groups;
import org.packetboat.app.cli.mail.MessageText;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.Moment;
import org.packetboat.app.config.Configuration;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands messages to the server. */
@Command(name = "submit",
        mixinStandardHelpOptions = true,
        description = "Hands a message to the running server and prints its queue id once it is on disk.",
        footer = {
                "", "A file that starts with header lines is taken as a whole message (RFC 5322); any other becomes",
                "the text of one. \"-\" is standard input. Times: 2026-11-20T22:00 here, or 2026-11-21T06:00:00Z.", "",
                "Examples:", "  packetboat submit --from hq@example.com --to desk@ny.example.com letter.eml",
                "  packetboat submit --from \"Mail:HQ:Comp\" --to \"Sales Desk:HQ:Comp,all-branches@example.com\" -",
                "  packetboat submit --from hq@example.com --batch spring-prices --to-group all-branches \\",
                "      --deliver-by 2026-11-21T06:00 prices.eml",
                "  packetboat submit --from hq@example.com --batch spring-prices --to-group all-branches \\",
                "      --stages 5%%,50%%,100%% --stop-on 3 --pause 2h prices.eml"})
public final class SubmitCommand extends ServerCommand {
    @Option(names = "--from",
            required = true,
            paramLabel = "A",
            description = "The sender: an address, a three-part name, or \"\" for none.")
    private String from;

    @Option(names = "--to",
            split = ",",
            paramLabel = "B,C",
            description = "The recipients: addresses, groups or three-part names, separated by commas.")
    private List<String> to = List.of();

    @Option(names = "--to-group",
            split = ",",
            paramLabel = "G,H",
            description = "Groups of the aliases file, by their names there, separated by commas.")
    private List<String> groups = List.of();

    @Option(names = "--to-missed",
            description = "With --batch: to all who will never get what was sent under that name. Their lines there "
                    + "are replaced.")
    private boolean toMissed;

    @Option(names = "--batch",
            paramLabel = "NAME",
            description = "Name of the big send that the message belongs to; \"packetboat batch NAME\" follows it.")
    private Optional<String> batch = Optional.empty();

    @Option(names = "--stages",
            paramLabel = "5%%,50%%,100%%",
            description = "With --batch: go to the first sites named first; to the next ones once each of these has "
                    + "it, has failed or was missed by its window. The last stage is 100%%.")
    private Optional<String> stages = Optional.empty();

    @Option(names = "--stop-on",
            paramLabel = "N",
            description = "With --stages: stop the rest once N sites have failed or were missed.")
    private Optional<Integer> stopOn = Optional.empty();

    @Option(names = "--pause",
            paramLabel = "TIME",
            description = "With --stages: so long between the end of a stage and the next (2h).")
    private Optional<String> pause = Optional.empty();

    @Option(names = "--supersedes",
            description = "With --batch: take the place of what still waits of it for the same sites, which is then "
                    + "not sent.")
    private boolean supersedes;

    @Option(names = "--deliver-by",
            paramLabel = "TIME",
            description = "Time by which it should arrive. If it is late, its sender is told, and it still goes on.")
    private Optional<String> deliverBy = Optional.empty();

    @Option(names = "--or-return",
            description = "With --deliver-by: if it is late, it comes back to its sender instead.")
    private boolean orReturn;

    @Option(names = "--not-before", paramLabel = "TIME", description = "Time before which it is not sent.")
    private Optional<String> notBefore = Optional.empty();

    @Option(names = "--priority",
            defaultValue = "0",
            paramLabel = "N",
            description = "Priority from -9 to 9; higher goes first (default: ${DEFAULT-VALUE}).")
    private int priority;

    @Option(names = "--subject",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "The subject, if the file is not a whole message.")
    private String subject;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "One or more files with one message each.")
    private List<String> files;

    /** A message that was taken. */
    record Submitted(String file, String id) {}

    @Override
    int ask(ServerMXBean server) {
        Configuration read = configuration().read();
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw new CommandFailure(ExitCodes.USAGE,
                    "--subject: found a control character; expected one line of text");
        }
        String sender = from.isEmpty() ? "" : address(read, from).toString();
        List<String> recipients = toMissed ? missed(server) : recipients(read);
        SubmissionOptions options = options();
        List<byte[]> messages = new ArrayList<>();
        for (String file : files) {
            messages.add(MessageText.of(read(file), sender, recipients, subject, ZonedDateTime.now()));
        }
        String by = options.deliverBy().map(DeliverBy::toString).orElse("");
        String hold = options.notBefore().map(Instant::toString).orElse("");
        for (int i = 0; i < files.size(); i++) {
            String id = server.submit(sender, recipients, messages.get(i), UUID.randomUUID().toString(),
                    options.bigSend().map(BigSendName::text).orElse(""), by, hold, options.priority().value(),
                    options.stages().map(Stages::toString).orElse(""));
            out().println(json ? Listing.SUBMITTED.line(new Submitted(files.get(i), id)) : "queued as " + id);
            out().flush();
        }
        return ExitCodes.OK;
    }

    private List<String> missed(ServerMXBean server) {
        if (batch.isEmpty() || !to.isEmpty() || !groups.isEmpty() || supersedes) {
            throw new CommandFailure(ExitCodes.USAGE,
                    "--to-missed: expected it with --batch, and without --to, --to-group and --supersedes");
        }
        List<String> missed = server.listMissed(batch.get());
        if (missed.isEmpty()) {
            throw new CommandFailure(ExitCodes.FAILED, "nobody has missed \"" + batch.get()
                    + "\" for good; nothing sent. \"packetboat batch NAME\" shows who still waits");
        }
        return missed;
    }

    private List<String> recipients(Configuration read) {
        if (orReturn && deliverBy.isEmpty()) {
            throw new CommandFailure(ExitCodes.USAGE, "--or-return without --deliver-by; expected both");
        }
        List<String> recipients = new ArrayList<>(to.stream().map(t -> address(read, t).toString()).toList());
        if (!groups.isEmpty()) {
            Groups known = Groups.of(read);
            groups.forEach(group -> recipients.add(known.named(group).toString()));
        }
        if (recipients.isEmpty()) {
            throw new CommandFailure(ExitCodes.USAGE, "no recipient; expected --to or --to-group");
        }
        return recipients;
    }

    private SubmissionOptions options() {
        try {
            return SubmissionOptions.read(option -> switch (option) {
                case PRIORITY -> given("--priority", Optional.of(priority));
                case BATCH -> given("--batch", batch);
                case DELIVER_BY -> given("--deliver-by",
                        deliverBy.map(text -> moment("--deliver-by", text) + (orReturn ? ";R" : "")));
                case NOT_BEFORE -> given("--not-before", notBefore.map(text -> moment("--not-before", text)));
                case STAGES -> given("--stages", stages());
                case KEY -> Optional.empty();
            });
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, e.getMessage());
        }
    }

    private Optional<String> stages() {
        if (stages.isEmpty() && (stopOn.isPresent() || pause.isPresent()))
            throw new CommandFailure(ExitCodes.USAGE, "--stop-on or --pause without --stages; expected all of them");
        if ((stages.isPresent() || supersedes) && batch.isEmpty())
            throw new CommandFailure(ExitCodes.USAGE, "--stages or --supersedes without --batch; expected both");
        boolean replaces = supersedes || toMissed;
        if (replaces && files.size() > 1)
            throw new CommandFailure(ExitCodes.USAGE,
                    "more than one FILE; each would take the place of the one before");
        return stages.or(() -> Optional.of("100%").filter(_ -> replaces)).map(shares -> shares
                + stopOn.map(n -> "; stop-on=" + n).orElse("") + pause.map(time -> "; pause=" + time).orElse("")
                + (supersedes ? "; supersedes" : toMissed ? "; resend" : ""));
    }

    private static Optional<SubmissionOptions.Given> given(String name, Optional<?> value) {
        return value.map(said -> new SubmissionOptions.Given(name, said.toString()));
    }

    private static Instant moment(String option, String text) {
        return Moment.parse(option, text, ZoneId.systemDefault());
    }

    private static Address address(Configuration configuration, String text) {
        try {
            return configuration.address(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, e.getMessage());
        }
    }

    private static byte[] read(String file) {
        try {
            return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, "cannot read " + file + ": " + e.getMessage());
        }
    }
}

package org.packetboat.app.cli.recipients;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.cli.shell.Table;
import org.packetboat.connectors.jmx.recipients.RecipientPushRow;
import org.packetboat.connectors.jmx.recipients.RecipientsMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends lists of recipients to the servers that are to know them. */
@Command(name = "push-recipients",
        mixinStandardHelpOptions = true,
        description = {"Sends lists of recipients to servers before this one, as mail, signed, and encrypted to each.",
                "A list says with push-to to which sites it goes. Only what has changed is sent; all of it the first "
                        + "time, and when a server asks for it."},
        footer = {"", "Exits with 1 if a list could not be sent, with --answer if a server has refused one.", "",
                "Examples:", "  packetboat push-recipients", "  packetboat push-recipients staff --to edge --whole",
                "  packetboat push-recipients --answer"})
public final class PushRecipientsCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--to", paramLabel = "SITE", description = "Only to this site.")
    private Optional<String> site = Optional.empty();

    @Option(names = "--whole", description = "Send all of it, whatever the server has.")
    private boolean whole;

    @Option(names = "--answer", description = "Send nothing; tell what became of the last pushes.")
    private boolean answer;

    @Option(names = "--json", description = "Print JSON, one object for each list and site.")
    private boolean json;

    @Parameters(paramLabel = "LIST", arity = "0..1", description = "One list (default: all).")
    private Optional<String> list = Optional.empty();

    @Spec
    private CommandSpec spec;

    /** What the server said. */
    record Answer(String target, String answer) {}

    @Override
    public Integer call() {
        return RunningServer.ask(configuration.dataFolder(), running -> ask(running.recipients()
                .orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                        "the running server is of another version, and pushes no lists; restart it"))));
    }

    /** @return the exit code */
    int ask(RecipientsMXBean recipients) {
        List<RecipientPushRow> meant = recipients.getPushes().stream()
                .filter(row -> list.filter(name -> !name.equals(row.list())).isEmpty())
                .filter(row -> site.filter(name -> !name.equals(row.site())).isEmpty()).toList();
        if (meant.isEmpty())
            throw new CommandFailure(ExitCodes.FAILED, "no list" + list.map(name -> " " + name).orElse("")
                    + " is pushed" + site.map(name -> " to " + name).orElse("")
                    + "; expected push-to: SITE at a list under recipients.lists in packetboat.yaml");
        boolean good = answer ? tell(meant) : push(meant, recipients);
        spec.commandLine().getOut().flush();
        return good ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private boolean tell(List<RecipientPushRow> rows) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) rows.forEach(row -> out.println(Listing.RECIPIENT_PUSH.line(row)));
        else out.print(Table.of(rows));
        return rows.stream().allMatch(row -> row.problem().isEmpty());
    }

    private boolean push(List<RecipientPushRow> rows, RecipientsMXBean recipients) {
        boolean good = true;
        for (RecipientPushRow row : rows) {
            String said;
            try {
                said = recipients.push(row.list(), row.site(), whole);
            } catch (IllegalArgumentException | IllegalStateException e) {
                good = false;
                said = row.list() + " for " + row.site() + " is not sent: " + e.getMessage();
            }
            spec.commandLine().getOut().println(json
                    ? Listing.ANSWER.line(new Answer(row.list() + "@" + row.site(), said))
                    : said);
        }
        return good;
    }
}

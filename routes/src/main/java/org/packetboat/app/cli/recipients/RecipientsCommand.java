package org.packetboat.app.cli.recipients;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.cli.shell.Table;
import org.packetboat.connectors.jmx.recipients.RecipientListRow;
import org.packetboat.connectors.jmx.recipients.RecipientRow;
import org.packetboat.connectors.jmx.recipients.RecipientsMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists of recipients. */
@Command(name = "recipients",
        mixinStandardHelpOptions = true,
        subcommands = RecipientsCheckCommand.class,
        description = "Shows how the lists of recipients stand.",
        footer = {"", "Exits with 1 if a list has a problem.", "", "Examples:", "  packetboat recipients",
                "  packetboat recipients find bob@example.com", "  packetboat recipients check staff",
                "  packetboat recipients confirm staff"})
public final class RecipientsCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--json", description = "Print JSON, one object for each list.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** A list. */
    public record Row(String list, String domains, long rows, String read, String source, String problem) {
        /** A list, as the server tells of it. */
        public static Row of(RecipientListRow r) {
            return new Row(r.list(), String.join(" ", r.domains()), r.rows(), r.read(), r.source(), r.problem());
        }
    }

    /** What the server said. */
    record Answer(String target, String answer) {}

    @Override
    public Integer call() {
        List<Row> rows = ask(configuration, bean -> bean.getLists().stream().map(Row::of).toList());
        PrintWriter out = spec.commandLine().getOut();
        if (json) rows.forEach(row -> out.println(Listing.RECIPIENT_LIST.line(row)));
        else if (rows.isEmpty()) out.println("no list of recipients");
        else out.print(Table.of(rows));
        out.flush();
        return rows.stream().allMatch(row -> row.problem().isEmpty()) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static <T> T ask(ConfigurationOption configuration, Function<RecipientsMXBean, T> question) {
        return RunningServer.ask(configuration.dataFolder(), running -> question.apply(running.recipients()
                .orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                        "the running server is of another version, and knows of no lists; restart it"))));
    }

    @Command(name = "find",
            mixinStandardHelpOptions = true,
            description = "Looks an address up in the lists: whether it is known, and where that person lives.",
            footer = {"", "Exits with 1 if nobody has the address.", "", "Example:",
                    "  packetboat recipients find bob@example.com"})
    int find(@Mixin ConfigurationOption where,
            @Parameters(paramLabel = "ADDRESS", description = "The address.") String address,
            @Option(names = "--json", description = "Print JSON.") boolean asJson) {
        RecipientRow row = ask(where, bean -> bean.find(address));
        PrintWriter out = spec.commandLine().getOut();
        out.println(asJson ? Listing.RECIPIENT.line(row) : text(row));
        out.flush();
        return row.state().equals("unknown") ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private static String text(RecipientRow row) {
        return row.address() + ": " + switch (row.state()) {
            case "known" -> row.site().isEmpty()
                    ? "known, goes where the mail of its domain goes"
                    : "known, lives at the site " + row.site();
            case "unknown" -> "unknown, is refused with 550 5.1.1";
            case "not-known-yet" -> "put off with 451 4.3.0: not on the list of its domain, which may be old, "
                    + "or was not read yet";
            default -> "its domain has no list, so anybody may be there";
        };
    }

    @Command(name = "confirm",
            mixinStandardHelpOptions = true,
            description = "Reads a list now, and believes it though it has less than half of its recipients.",
            footer = {"", "Example:", "  packetboat recipients confirm staff"})
    int confirm(@Mixin ConfigurationOption where,
            @Parameters(paramLabel = "LIST", description = "The name of the list.") String list,
            @Option(names = "--json", description = "Print JSON.") boolean asJson) {
        String said = ask(where, bean -> bean.confirm(list));
        PrintWriter out = spec.commandLine().getOut();
        out.println(asJson ? Listing.ANSWER.line(new Answer(list, said)) : said);
        out.flush();
        return ExitCodes.OK;
    }
}

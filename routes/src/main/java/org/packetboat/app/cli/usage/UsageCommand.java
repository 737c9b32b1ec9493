package org.packetboat.app.cli.usage;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.cli.shell.Table;
import org.packetboat.connectors.jmx.usage.UsageMXBean;
import org.packetboat.connectors.jmx.usage.UsageRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much was sent by whom, and where to. */
@Command(name = "usage",
        mixinStandardHelpOptions = true,
        description = "Shows how much was sent by whom, and where to: messages, bytes, recipients, calls, minutes and "
                + "cost, for billing. The server records it where the configuration has \"usage\".",
        footer = {"", "Examples:", "  packetboat usage --by day,site --from 2026-12-01 --to 2026-12-31",
                "  packetboat usage --by login --csv >december.csv"})
public final class UsageCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--from",
            paramLabel = "DAY",
            defaultValue = "",
            description = "The first day, like 2026-12-01 (default: the first that is kept).")
    private String from;

    @Option(names = "--to", paramLabel = "DAY", defaultValue = "", description = "The last day (default: today).")
    private String to;

    @Option(names = "--by",
            paramLabel = "WHAT",
            defaultValue = "",
            description = "By day, sender, login, site or batch, or several of them divided by commas "
                    + "(default: one sum).")
    private String by;

    @Option(names = "--csv", description = "Print CSV (RFC 4180), the first row with the names of columns.")
    private boolean csv;

    @Option(names = "--json", description = "Print JSON, one object for each row.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunningServer.ask(configuration.dataFolder(), this::print);
        return ExitCodes.OK;
    }

    /** Page by page: there may be more rows than fit into memory. */
    private boolean print(RunningServer running) {
        PrintWriter out = spec.commandLine().getOut();
        UsageMXBean.Page page = page(running, "");
        if (csv && !json) out.print(CsvTable.heading(UsageRow.class));
        if (page.rows().isEmpty() && !csv && !json) out.println("nothing was used");
        print(page.rows(), out);
        while (!page.next().isEmpty()) {
            page = page(running, page.next());
            print(page.rows(), out);
        }
        out.flush();
        return true;
    }

    private void print(List<UsageRow> rows, PrintWriter out) {
        if (json) rows.forEach(row -> out.println(Listing.USAGE.line(row)));
        else if (csv) out.print(CsvTable.of(UsageRow.class, rows));
        else if (!rows.isEmpty()) out.print(Table.of(rows));
    }

    private UsageMXBean.Page page(RunningServer running, String after) {
        try {
            return running.usage().orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                    "usage is not recorded; put \"usage: {}\" into packetboat.yaml and restart the server"))
                    .page(from, to, by, after);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, "--" + e.getMessage());
        }
    }
}

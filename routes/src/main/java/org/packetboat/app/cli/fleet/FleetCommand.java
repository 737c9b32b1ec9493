package org.packetboat.app.cli.fleet;

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
import org.packetboat.connectors.jmx.fleet.BranchRow;
import org.packetboat.connectors.jmx.fleet.FleetMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the branches are. */
@Command(name = "fleet",
        mixinStandardHelpOptions = true,
        description = {"Shows how each branch was in the last call with it.",
                "A branch tells it if its packetboat.yaml says fleet: { report-to: SITE }."},
        footer = {
                "", "Exits with 1 if something is wrong with a branch as seen from here: silent, two of it, its clock.",
                "", "Example:", "  packetboat fleet"})
public final class FleetCommand implements Callable<Integer> {
    private static final long MB = 1_000_000;

    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--json", description = "Print JSON, one object for each branch.")
    private boolean json;

    @Option(names = "--forget", paramLabel = "SITE", description = "Forget a branch that is no more.")
    private Optional<String> forget = Optional.empty();

    @Spec
    private CommandSpec spec;

    /** A branch, for people. */
    record Row(String site, String heard, long silent, String version, String free, String waiting, String oldest,
            String clock, String config, String wrong) {
        static Row of(BranchRow b) {
            String wrong = b.seen().isEmpty() ? b.problem() : b.seen();
            return new Row(b.site(), b.heard(), b.silent(), b.version(), b.free() < 0 ? "?" : b.free() / MB + " MB",
                    b.depth() < 0 ? "?" : Long.toString(b.depth()), b.oldest() + " s",
                    b.clock().isEmpty() ? "?" : (b.clockAhead() > 0 ? "+" : "") + b.clockAhead() + " s",
                    b.configuration(),
                    wrong + (b.problems() > 1 ? " (and " + (b.problems() - 1) + " more there)" : ""));
        }
    }

    /** A branch, for scripts. */
    record Line(String site, String heard, long silentWindows, String version, long freeBytes, long depth, long waited,
            String clock, long ahead, int problems, String problem, String seen, String configuration) {
        static Line of(BranchRow b) {
            return new Line(b.site(), b.heard(), b.silent(), b.version(), b.free(), b.depth(), b.oldest(), b.clock(),
                    b.clockAhead(), b.problems(), b.problem(), b.seen(), b.configuration());
        }
    }

    /** What the server said. */
    record Answer(String target, String answer) {}

    @Override
    public Integer call() {
        return RunningServer.ask(configuration.dataFolder(), running -> ask(running.fleet()
                .orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                        "the running server is of another version, and knows of no branches; restart it"))));
    }

    /** @return the exit code */
    int ask(FleetMXBean fleet) {
        PrintWriter out = spec.commandLine().getOut();
        if (forget.isPresent()) {
            String said = fleet.forget(forget.get());
            out.println(json ? Listing.ANSWER.line(new Answer(forget.get(), said)) : said);
            return ExitCodes.OK;
        }
        List<BranchRow> branches = fleet.getBranches();
        if (json) branches.forEach(branch -> out.println(Listing.BRANCH.line(Line.of(branch))));
        else if (branches.isEmpty()) out.println("no branch has told how it is");
        else out.print(Table.of(branches.stream().map(Row::of).toList()));
        out.flush();
        return branches.stream().allMatch(b -> b.seen().isEmpty()) ? ExitCodes.OK : ExitCodes.FAILED;
    }
}

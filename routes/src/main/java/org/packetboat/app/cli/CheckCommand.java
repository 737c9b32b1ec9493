package org.packetboat.app.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.compose.Inspection;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.compose.check.SystemMachine;
import org.packetboat.schedules.file.Caller;
import org.packetboat.schedules.yaml.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a configuration is good. */
@Command(name = "check",
        mixinStandardHelpOptions = true,
        description = {
                "Checks the configuration with its schedules, aliases and route files, and what they need of this "
                        + "machine, before anything is started. Names each problem by file and line, and says what "
                        + "to do.",
                "An error keeps the server from starting, or a file from being used. A warning (\"warning:\" after "
                        + "the line) does not, but mail may go astray, wait or come back."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
                "0:it can be used; there may be warnings", "4:it has errors",
                "7:with --strict: it can be used, but there are warnings"},
        footer = {
                "", "Examples:", "  packetboat check --config packetboat.yaml",
                "  packetboat check --strict --offline --config packetboat.yaml"})
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--json", description = "Print JSON, one object for each problem.")
    private boolean json;

    @Option(names = "--strict", description = "Exit with 7 if there are warnings, too.")
    private boolean strict;

    @Option(names = "--offline",
            description = "Check for a server on another machine: do not ask the name service for the hosts of routes "
                    + "(otherwise it has ten seconds in all), and only warn of folders and interfaces that are missing "
                    + "here.")
    private boolean offline;

    @Spec
    private CommandSpec spec;

    /** A problem, for scripts; line and column are 0 for a file as a whole. */
    record Row(String weight, String problem, String file, int line, int column, String path, String message) {
        Row(Problem p) {
            this(p.weight().name(), p.toString(), p.place().file(), p.place().line(), p.place().column(), p.path(),
                    p.message());
        }
    }

    @Override
    public Integer call() {
        Inspection inspection = Inspection.of(configuration.reading(), new SystemMachine(!offline, !offline),
                Instant.now());
        if (inspection.isGood() && !json) inspection.setup().ifPresent(this::say);
        PrintWriter out = spec.commandLine().getOut();
        inspection.problems().forEach(p -> out.println(json ? Listing.FINDING.line(new Row(p)) : p));
        if (!inspection.isGood()) return ExitCodes.BAD_CONFIGURATION;
        return strict && !inspection.problems().isEmpty() ? ExitCodes.WARNINGS : ExitCodes.OK;
    }

    private void say(Setup setup) {
        spec.commandLine().getOut().printf("good: server %s, %d routes, %d local domains%n",
                setup.configuration().identity().server(), setup.schedules().routes().size(),
                setup.configuration().localDomains().size());
        setup.schedules().callers().forEach(this::say);
    }

    private void say(Caller caller) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("caller %s (node %s) may send mail: %s%n", caller.login(), caller.node(), caller.maySend().text());
        caller.commands().forEach(rule -> out.printf("caller %s (node %s) may have run: %s (%s)%n", caller.login(),
                caller.node(), rule.name(), String.join(" ", rule.program())));
    }
}

package org.packetboat.app.cli.fleet;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.connectors.jmx.fleet.FleetMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a branch its configuration. */
@Command(name = "push-config",
        mixinStandardHelpOptions = true,
        description = {"Sends a branch its configuration as mail, signed, and encrypted to it.",
                "What it is to have lies in FOLDER/SITE, its public key in FOLDER/SITE.key, where this hub's "
                        + "packetboat.yaml says fleet: { branches: FOLDER }. The branch checks it, puts it in force or "
                        + "refuses it, and puts the old one in force again if calls with the hub fail."},
        footer = {"", "Examples:", "  packetboat push-config denver", "  packetboat push-config denver --answer"})
public final class PushConfigCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--answer", description = "Send nothing; tell what became of the last one.")
    private boolean answer;

    @Option(names = "--json", description = "Print JSON, one object.")
    private boolean json;

    @Parameters(paramLabel = "SITE", description = "The site of the branch in the schedules.")
    private String site;

    @Spec
    private CommandSpec spec;

    /** What the server said. */
    record Answer(String target, String answer) {}

    @Override
    public Integer call() {
        return RunningServer.ask(configuration.dataFolder(), running -> ask(running.fleet()
                .orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                        "the running server is of another version, and pushes nothing; restart it"))));
    }

    /** @return the exit code */
    int ask(FleetMXBean fleet) {
        String said = answer
                ? String.join(System.lineSeparator(), fleet.lastPush(site))
                : fleet.pushConfiguration(site);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Listing.ANSWER.line(new Answer(site, said)) : said);
        out.flush();
        return ExitCodes.OK;
    }
}

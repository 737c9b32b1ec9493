package org.packetboat.app.cli.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Moment;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends again what a site had taken. */
@Command(name = "resend",
        mixinStandardHelpOptions = true,
        description = "Sends again what a site has taken since a time, for a site that has lost it. What is kept for "
                + "that, and how long, says keep-settled. Mail goes under the names it had, so a Packetboat that has "
                + "it all the same takes it only once. Asked twice, it sends nothing twice.",
        footer = {"", "Exit code 1: nothing is sent, or nothing would be.", "", "Examples:",
                "  packetboat resend new-york --since 2026-11-20T22:00 --dry-run",
                "  packetboat resend new-york --since 2026-11-20T22:00"})
public final class ResendCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SITE", description = "The site of a route, or local.")
    private String site;

    @Option(names = "--since",
            required = true,
            paramLabel = "TIME",
            description = "From when on: a time here such as 2026-11-20T22:00, or in UTC such as "
                    + "2026-11-21T06:00:00Z.")
    private String since;

    @Option(names = "--zone",
            paramLabel = "ZONE",
            converter = Quantity.Zone.class,
            description = "Time zone of --since (default: this machine's).")
    private Optional<ZoneId> zone = Optional.empty();

    @Option(names = "--dry-run", description = "Only say how much it would be.")
    private boolean dryRun;

    @Option(names = "--again",
            description = "Also what was sent again since that time: the site has lost it once more.")
    private boolean again;

    @Override
    public Integer call() {
        return RunningServer.ask(configuration.dataFolder(), running -> ask(running.server()));
    }

    /** @return the exit code */
    int ask(ServerMXBean server) {
        Instant from = Moment.parse("--since", since, zone.orElseGet(ZoneId::systemDefault));
        String said = server.resend(site, from.toString(), again, dryRun);
        spec.commandLine().getOut().println(said);
        return said.startsWith("sends") || said.startsWith("would") ? ExitCodes.OK : ExitCodes.FAILED;
    }
}

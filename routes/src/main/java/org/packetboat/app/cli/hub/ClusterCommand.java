package org.packetboat.app.cli.hub;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How this machine of a hub stands. */
@Command(name = "cluster",
        mixinStandardHelpOptions = true,
        description = "Shows how this machine of a hub stands: who owns the queue, and how far this machine has "
                + "followed. Standbys answer, too.",
        footer = {"", "Examples:", "  packetboat cluster", "  packetboat cluster --json"})
public final class ClusterCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** All of it in one line. */
    record Summary(String hub, String server, String machine, String role, String owner, long position, long lag,
            long silentMillis, boolean sending) {
        static Summary of(ClusterMXBean m) {
            return new Summary(m.getHub(), m.getInstance(), m.getMachine(), m.getRole(), m.getOwner(), m.getPosition(),
                    m.getLag(), m.getSilentMillis(), m.isSending());
        }

        /** For people. */
        String text() {
            String stands = owner.equals(machine) && role.equals("OWNING")
                    ? "owns the queue" + (sending ? "" : ", and may not send yet")
                    : "is a standby (" + role + "); " + (owner.isEmpty() ? "nobody" : owner) + " owns the queue, heard "
                            + silentMillis + " ms ago";
            return String.format("machine %s of hub %s, server %s: %s%nhas %d changes on disk, %d behind", machine, hub,
                    server, stands, position, lag);
        }
    }

    @Override
    public Integer call() {
        return RunningServer.askMachine(configuration.dataFolder(), running -> {
            Summary summary = Summary.of(running.cluster().orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                    "this server belongs to no hub; expected a section cluster in its configuration")));
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? Listing.HUB_MACHINE.line(summary) : summary.text());
            return ExitCodes.OK;
        });
    }
}

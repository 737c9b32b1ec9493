package org.packetboat.app.cli.hub;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.cli.shell.Table;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How this machine of a hub stands. */
@Command(name = "cluster",
        mixinStandardHelpOptions = true,
        description = "Shows how this machine of a hub stands: who owns the queue, how far this machine has followed, "
                + "and how all machines told that they stand. Standbys answer, too.",
        footer = {"", "Examples:", "  packetboat cluster", "  packetboat cluster --json"})
public final class ClusterCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** All of it in one line. */
    record Summary(String hub, String server, String machine, String role, String owner, long term, long position,
            long lag, long lagSeconds, long silentMillis, boolean sending) {
        static Summary of(ClusterMXBean m) {
            return new Summary(m.getHub(), m.getInstance(), m.getMachine(), m.getRole(), m.getOwner(), m.getTerm(),
                    m.getPosition(), m.getLag(), m.getLagSeconds(), m.getSilentMillis(), m.isSending());
        }

        /** For people. */
        String text() {
            String stands = owner.equals(machine) && role.equals("OWNING")
                    ? "owns the queue" + (sending ? "" : ", and may not send yet")
                    : "is a standby (" + role + "); " + (owner.isEmpty() ? "nobody" : owner) + " owns the queue, heard "
                            + silentMillis + " ms ago";
            return String.format("machine %s of hub %s, server %s: %s%nterm %d, has %d changes on disk, %d behind%s",
                    machine, hub, server, stands, term, position, lag,
                    lagSeconds == 0 ? "" : ", not up to date for " + lagSeconds + " s");
        }
    }

    @Override
    public Integer call() {
        return RunningServer.askMachine(configuration.dataFolder(), running -> {
            ClusterMXBean machine = running.cluster().orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                    "this server belongs to no hub; expected a section cluster in its configuration"));
            Summary summary = Summary.of(machine);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? Listing.HUB_MACHINE.line(summary) : summary.text());
            if (json) machine.getMachines().forEach(row -> out.println(Listing.HUB_MEMBER.line(row)));
            else out.print(String.format("%n") + Table.of(machine.getMachines()));
            out.flush();
            return ExitCodes.OK;
        });
    }
}

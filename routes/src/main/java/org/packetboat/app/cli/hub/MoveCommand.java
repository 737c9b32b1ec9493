package org.packetboat.app.cli.hub;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a hub's queue to another machine. */
@Command(name = "move",
        mixinStandardHelpOptions = true,
        description = "Gives the queue of a hub to another of its machines, in order: what is under way has 7 s to "
                + "end; what a site has taken and not answered by then is sent again. To be given on the machine that "
                + "owns it.",
        footer = {"", "Examples:", "  packetboat move hub.example.com hub-b"})
public final class MoveCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);

    @Mixin
    private ConfigurationOption configuration;

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "The server whose queue it is.")
    private String instance;

    @Parameters(index = "1", paramLabel = "MACHINE", description = "The machine that is to own it.")
    private String machine;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String refused = RunningServer.ask(configuration.dataFolder(), running -> {
            ClusterMXBean own = running.cluster().orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                    "this server belongs to no hub; expected a section cluster in its configuration"));
            if (!own.getInstance().equalsIgnoreCase(instance))
                throw new CommandFailure(ExitCodes.FAILED, "this machine has the queue of " + own.getInstance()
                        + ", and none of " + instance);
            return own.moveTo(machine);
        });
        if (!refused.isEmpty()) throw new CommandFailure(ExitCodes.FAILED, refused);
        await();
        spec.commandLine().getOut().println("machine " + machine + " owns the queue of " + instance);
        return ExitCodes.OK;
    }

    /** Until this machine has seen that the other one owns. Its server stops, which may break the connection. */
    private void await() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isMoved()) {
            if (System.nanoTime() - end > 0)
                throw new CommandFailure(ExitCodes.FAILED, "machine " + machine + " does not own the queue yet; "
                        + "\"packetboat cluster\" tells who does");
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean isMoved() {
        try {
            return RunningServer.askMachine(configuration.dataFolder(), running -> running.cluster()
                    .filter(own -> own.getOwner().equals(machine)).isPresent());
        } catch (CommandFailure e) {
            return false;
        }
    }
}

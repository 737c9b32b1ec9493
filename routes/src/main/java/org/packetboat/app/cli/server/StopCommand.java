package org.packetboat.app.cli.server;

import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Ends the server. */
@Command(name = "stop",
        mixinStandardHelpOptions = true,
        description = "Stops the server. Running transfers are interrupted and resumed after the next start.",
        footer = {
                "", "Example:", "  packetboat stop"})
public final class StopCommand extends ServerCommand {
    @Override
    int ask(ServerMXBean server) {
        server.shutdown();
        out().println("stopping");
        return ExitCodes.OK;
    }
}

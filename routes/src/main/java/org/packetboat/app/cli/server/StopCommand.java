package org.packetboat.app.cli.server;

import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Ends the server. */
@Command(name = "stop",
        mixinStandardHelpOptions = true,
        description = "Stops the server in good order: transfers under way are interrupted and go on later.",
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

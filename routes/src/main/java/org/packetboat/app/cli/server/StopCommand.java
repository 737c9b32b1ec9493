package org.packetboat.app.cli.server;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
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
        try {
            server.shutdown();
        } catch (UndeclaredThrowableException e) {
            if (!(e.getCause() instanceof IOException)) throw e;
            // it has ended before its answer was on the way, as it was asked to
        }
        out().println("stopping");
        return ExitCodes.OK;
    }
}

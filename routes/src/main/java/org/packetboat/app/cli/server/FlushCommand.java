package org.packetboat.app.cli.server;

import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Sends without waiting for retry times. */
@Command(name = "flush",
        mixinStandardHelpOptions = true,
        description = "Sends what waits without waiting for retry times; says when the route opens if it is closed.",
        footer = {
                "", "Example:", "  packetboat flush ny.example.com"})
public final class FlushCommand extends TargetCommand {
    @Override
    String change(ServerMXBean server, String target) {
        return server.flush(target);
    }
}

package org.packetboat.app.cli.server;

import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Sends without waiting for retry times. */
@Command(name = "flush",
        mixinStandardHelpOptions = true,
        description = "Sends waiting mail now instead of at its retry time, or says when its route opens.",
        footer = {
                "", "Example:", "  packetboat flush ny.example.com"})
public final class FlushCommand extends TargetCommand {
    @Override
    String change(ServerMXBean server, String target) {
        return server.flush(target);
    }
}

package org.packetboat.app.cli.server;

import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Keeps mail back. */
@Command(name = "hold",
        mixinStandardHelpOptions = true,
        description = "Keeps mail from leaving, and from expiring, until it is released. A held domain also keeps "
                + "what comes in later.",
        footer = {
                "", "Example:", "  packetboat hold ny.example.com"})
public final class HoldCommand extends TargetCommand {
    @Override
    String change(ServerMXBean server, String target) {
        return server.hold(target);
    }
}

package org.packetboat.app.cli.server;

import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Keeps mail back. */
@Command(name = "hold",
        mixinStandardHelpOptions = true,
        description = "Holds mail: it is neither sent nor expired until it is released. A held domain also holds mail "
                + "that comes in later. Without a name: shows what is held. Each hold stands until it is released.",
        footer = {
                "", "Example:", "  packetboat hold ny.example.com"})
public final class HoldCommand extends TargetCommand {
    @Override
    String change(ServerMXBean server, String target) {
        return server.hold(target);
    }

    @Override
    int without(ServerMXBean server) {
        server.getHolds().forEach(out()::println);
        if (server.getHolds().isEmpty()) out().println("no domain is held");
        return ExitCodes.OK;
    }
}

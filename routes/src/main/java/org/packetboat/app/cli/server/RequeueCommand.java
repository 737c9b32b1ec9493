package org.packetboat.app.cli.server;

import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Starts mail anew. */
@Command(name = "requeue",
        mixinStandardHelpOptions = true,
        description = "Treats mail as new: due now, no attempts counted, MSDEAD counted from now.",
        footer = {
                "", "Example:", "  packetboat requeue 00002F"})
public final class RequeueCommand extends TargetCommand {
    @Override
    String change(ServerMXBean server, String target) {
        return server.requeue(target);
    }
}

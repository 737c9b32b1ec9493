package org.packetboat.app.cli.server;

import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Starts mail anew. */
@Command(name = "requeue",
        mixinStandardHelpOptions = true,
        description = "Starts mail anew: due now, no attempts counted, MSDEAD from now on.",
        footer = {
                "", "Example:", "  packetboat requeue 00002F"})
public final class RequeueCommand extends TargetCommand {
    @Override
    String change(ServerMXBean server, String target) {
        return server.requeue(target);
    }
}

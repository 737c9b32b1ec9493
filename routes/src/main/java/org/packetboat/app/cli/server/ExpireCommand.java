package org.packetboat.app.cli.server;

import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Gives mail up. */
@Command(name = "expire",
        mixinStandardHelpOptions = true,
        description = "Expires mail now, as if MSDEAD had passed: senders get \"Failed to deliver.\"",
        footer = {
                "", "Example:", "  packetboat expire 00002F"})
public final class ExpireCommand extends TargetCommand {
    @Override
    String change(ServerMXBean server, String target) {
        return server.expire(target);
    }
}

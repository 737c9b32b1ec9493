package org.packetboat.app.cli.server;

import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Lets held mail go. */
@Command(name = "release",
        mixinStandardHelpOptions = true,
        description = "Releases held mail: a message, a domain with all messages held in it, or ALL "
                + "with all domains. Says what is still held.",
        footer = {
                "", "Example:", "  packetboat release ny.example.com"})
public final class ReleaseCommand extends TargetCommand {
    @Override
    String change(ServerMXBean server, String target) {
        return server.release(target);
    }
}

package org.packetboat.app.cli.server;

import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Takes mail out. */
@Command(name = "delete",
        mixinStandardHelpOptions = true,
        description = "Takes mail out of the queue without telling anybody; also a dead notice.",
        footer = {
                "", "Example:", "  packetboat delete 00002F"})
public final class DeleteCommand extends TargetCommand {
    @Override
    String change(ServerMXBean server, String target) {
        return server.delete(target);
    }
}

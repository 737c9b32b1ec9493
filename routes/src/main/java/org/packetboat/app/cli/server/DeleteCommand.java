package org.packetboat.app.cli.server;

import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;

/** Takes mail out. */
@Command(name = "delete",
        mixinStandardHelpOptions = true,
        description = "Deletes mail, or a dead notice, from the queue. Nobody is told.",
        footer = {
                "", "Example:", "  packetboat delete 00002F"})
public final class DeleteCommand extends TargetCommand {
    @Override
    String change(ServerMXBean server, String target) {
        return server.delete(target);
    }

    @Override
    int exit(String answer) {
        return answer.startsWith("deleted 0") ? ExitCodes.FAILED : ExitCodes.OK;
    }
}

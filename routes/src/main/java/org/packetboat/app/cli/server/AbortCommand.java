package org.packetboat.app.cli.server;

import java.util.List;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends sessions. */
@Command(name = "abort",
        mixinStandardHelpOptions = true,
        description = "Ends the session with a site at once, also in the middle of a message. Its mail stays in the "
                + "queue for the next session; hold a domain to keep it there.",
        footer = {
                "", "Example:", "  packetboat abort denver"})
public final class AbortCommand extends ServerCommand {
    @Parameters(arity = "1..*", paramLabel = "SITE", description = "A site as \"status\" names it.")
    private List<String> sites;

    /** @return that it failed, if one of them had no session */
    @Override
    int ask(ServerMXBean server) {
        int exit = ExitCodes.OK;
        for (String site : sites) {
            String answer = server.abort(site);
            out().println(answer);
            if (answer.startsWith("no session")) exit = ExitCodes.FAILED;
        }
        return exit;
    }
}

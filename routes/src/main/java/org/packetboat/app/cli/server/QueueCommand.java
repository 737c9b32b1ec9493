package org.packetboat.app.cli.server;

import java.util.Optional;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What waits. */
@Command(name = "queue",
        mixinStandardHelpOptions = true,
        description = "Lists the domains for which mail waits, or the mail that waits for one domain.",
        footer = {
                "", "Examples:", "  packetboat queue", "  packetboat queue ny.example.com",
                "  packetboat queue --dead"})
public final class QueueCommand extends ServerCommand {
    @Parameters(arity = "0..1", paramLabel = "DOMAIN", description = "List this domain's mail, in the order it leaves.")
    private Optional<String> domain = Optional.empty();

    @Option(names = "--dead", description = "List notices that could not be delivered; \"show\" prints one.")
    private boolean dead;

    @Option(names = "--most",
            defaultValue = "100",
            converter = Quantity.Count.class,
            paramLabel = "N",
            description = "List no more than N (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Override
    int ask(ServerMXBean server) {
        if (dead) {
            list(server.listDead(most), json, "no dead notices");
        } else if (domain.isPresent()) {
            list(server.listEnvelopes(domain.get(), most), json, "nothing waits for " + domain.get());
        } else {
            list(server.listDomains(), json, "nothing waits");
        }
        return ExitCodes.OK;
    }
}

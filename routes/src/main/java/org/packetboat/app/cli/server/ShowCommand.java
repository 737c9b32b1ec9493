package org.packetboat.app.cli.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.connectors.jmx.EnvelopeRow;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One message. */
@Command(name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows the envelopes and the text of a message in the queue, or of a dead notice.",
        footer = {
                "", "Example:", "  packetboat show 00002F"})
public final class ShowCommand extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "The queue id.")
    private String id;

    @Option(names = "--most",
            defaultValue = "65536",
            converter = Quantity.Count.class,
            paramLabel = "BYTES",
            description = "Show at most so many bytes of the text (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--json", description = "Print JSON: the envelopes only, one object a line.")
    private boolean json;

    @Override
    boolean isPaged() {
        return !json;
    }

    @Override
    int ask(ServerMXBean server) {
        List<EnvelopeRow> waiting = server.listMessage(id);
        List<EnvelopeRow> dead = server.listDead(Integer.MAX_VALUE).stream().filter(r -> r.id().startsWith(id + "."))
                .toList();
        if (waiting.isEmpty() && dead.isEmpty())
            throw new CommandFailure(ExitCodes.FAILED, id + " is not in the queue");
        if (!waiting.isEmpty()) list(Listing.ENVELOPE, waiting, json, "");
        if (!dead.isEmpty()) list(Listing.DEAD_NOTICE, dead, json, "");
        if (!json) {
            out().println();
            out().println(new String(server.read(id, most).getBytes(StandardCharsets.ISO_8859_1),
                    StandardCharsets.UTF_8));
        }
        return ExitCodes.OK;
    }
}

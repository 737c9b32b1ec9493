package org.packetboat.app.cli.server;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why mail waits. */
@Command(name = "why",
        mixinStandardHelpOptions = true,
        description = "Says why mail waits and when it goes: a message, mail to an address, or the first for a domain.",
        footer = {"", "Exit code 1: nothing of it waits.", "", "Examples:", "  packetboat why 00002F",
                "  packetboat why bob@ny.example.com", "  packetboat why ny.example.com"})
public final class WhyCommand extends ServerCommand {
    @Parameters(paramLabel = "ID|ADDRESS|DOMAIN|ALL",
            description = "A queue id, the address of a recipient, a domain, or ALL.")
    private String what;

    @Option(names = "--most",
            defaultValue = "10",
            converter = Quantity.Count.class,
            paramLabel = "N",
            description = "Tell of no more than N envelopes (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Option(names = "--zone",
            paramLabel = "ZONE",
            converter = Quantity.Zone.class,
            description = "Time zone of all times shown (default: this machine's).")
    private Optional<ZoneId> zone = Optional.empty();

    /** One sentence. */
    record Row(String why) {}

    @Override
    boolean isPaged() {
        return !json;
    }

    @Override
    int ask(ServerMXBean server) {
        List<String> said = server.why(what, most, zone.orElseGet(ZoneId::systemDefault).getId());
        if (said.isEmpty()) {
            throw new CommandFailure(ExitCodes.FAILED, "nothing of " + what + " waits here; \"packetboat trace " + what
                    + "\" tells what became of it");
        }
        said.forEach(line -> out().println(json ? Listing.WHY.line(new Row(line)) : line));
        return ExitCodes.OK;
    }
}

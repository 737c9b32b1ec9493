package org.packetboat.app.cli.server;

import java.util.Optional;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who is told of status events. */
@Command(name = "events",
        mixinStandardHelpOptions = true,
        description = "Lists the readers of status events with the number of events each has still to read, or "
                + "forgets a reader, so that its events are no longer kept.",
        footer = {
                "", "Examples:", "  packetboat events", "  packetboat events --forget route:old-dashboard"})
public final class EventsCommand extends ServerCommand {
    @Option(names = "--forget",
            paramLabel = "NAME",
            description = "Forget this reader, and what it has not had. One that is in use is refused.")
    private Optional<String> forget = Optional.empty();

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    /** What the server said. */
    record Answer(String reader, String answer) {}

    @Override
    boolean isPaged() {
        return !json && forget.isEmpty();
    }

    @Override
    int ask(ServerMXBean server) {
        if (forget.isEmpty()) {
            list(Listing.EVENT_READER, server.listEventReaders(), json, "nobody is told of status events");
            return ExitCodes.OK;
        }
        String answer = server.forgetEventReader(forget.get());
        out().println(json ? Listing.FORGOTTEN_READER.line(new Answer(forget.get(), answer)) : answer);
        return ExitCodes.OK;
    }
}

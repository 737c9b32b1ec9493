package org.packetboat.app.cli.server;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import javax.management.AttributeNotFoundException;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Json;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.memory.ProcessSize;
import org.packetboat.connectors.jmx.routes.UserRouteRow;
import org.packetboat.connectors.jmx.routes.UserRoutesMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How the server is doing. */
@Command(name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the server, its running sessions, its routes, and the routes of route files.",
        footer = {
                "", "Example:", "  packetboat status --config packetboat.yaml"})
public final class StatusCommand extends ServerCommand {
    /** A node steps every five seconds, whatever happens. */
    private static final long STUCK_SECONDS = 30;

    @Option(names = "--json",
            description = "Print JSON: the server first, then a line for each session, each route and "
                    + "each route of a route file.")
    private boolean json;

    /** The server in one line. */
    record Summary(String name, String version, String started, String listening, String data, long depth, long bytes,
            long accepted, long delivered, long deferred, long refused, long expired, long secondsSinceStep,
            long logLinesDropped, long residentBytes, long heapBytes, long heapMostBytes, int threads, long openFiles) {
        static Summary of(ServerMXBean s, ProcessSize process) {
            return new Summary(s.getName(), s.getVersion(), s.getStarted(), String.join(", ", s.getListening()),
                    s.getDataFolder(), s.getDepth(), s.getBytes(), s.getAccepted(), s.getDelivered(), s.getDeferred(),
                    s.getRefused(), s.getExpired(), s.getSecondsSinceStep(), s.getLogLinesDropped(),
                    process.residentBytes(), process.heapBytes(), process.heapMostBytes(), process.threads(),
                    process.openFiles());
        }
    }

    @Override
    int ask(ServerMXBean server) {
        ProcessSize process = process(server);
        Summary s = Summary.of(server, process);
        if (json) {
            out().println(Json.line(s));
            kafka().ifPresent(k -> out().println(Json.line(KafkaCommand.Summary.of(k))));
        } else {
            out().printf("%s (packetboat %s), up since %s%n  listening  %s%n  data       %s%n", s.name(), s.version(),
                    s.started(), s.listening(), s.data());
            out().printf("  waiting    %d envelopes, %d bytes%n", s.depth(), s.bytes());
            out().printf("  so far     %d messages accepted; %d recipients delivered, %d deferred, %d refused, "
                    + "%d expired%n", s.accepted(), s.delivered(), s.deferred(), s.refused(), s.expired());
            if (!process.equals(ProcessSize.UNKNOWN)) out().printf("  process    %s%n", process.text());
            kafka().ifPresent(k -> KafkaCommand.Summary.of(k).text().lines().forEach(l -> out().println("  " + l)));
            if (!server.getHolds().isEmpty()) out().println("  HELD       " + String.join(", ", server.getHolds()));
            server.getScheduleProblems().forEach(p -> out().println("  PROBLEM    " + p));
            out().println();
        }
        if (s.secondsSinceStep() > STUCK_SECONDS) return ExitCodes.FAILED; // it would not answer for a minute
        list(server.listSessions(), json, "no session under way");
        if (!json) out().println();
        list(server.listRoutes(), json, "no routes");
        routes().map(UserRoutesMXBean::listRoutes).filter(all -> !all.isEmpty()).ifPresent(this::list);
        return ExitCodes.OK;
    }

    /** A server of an earlier version does not tell. */
    private static ProcessSize process(ServerMXBean server) {
        try {
            return server.getProcess();
        } catch (UndeclaredThrowableException e) {
            if (e.getCause() instanceof AttributeNotFoundException) return ProcessSize.UNKNOWN;
            throw e;
        }
    }

    private void list(List<UserRouteRow> userRoutes) {
        if (!json) out().println();
        list(userRoutes, json, "");
    }
}

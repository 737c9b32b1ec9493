package org.packetboat.app.cli.server;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.packetboat.app.cli.live.BoardText;
import org.packetboat.app.cli.live.LiveLines;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a big send stands. */
@Command(name = "batch",
        mixinStandardHelpOptions = true,
        description = "Lists the big sends, or shows the state of one of them at each site.",
        footer = {
                "", "Exit code 1: the big send is not known, or a site will not get it. 6: a site got it after its",
                "deliver-by, or is overdue. 3: the server could not be asked.", "",
                "Examples:",
                "  packetboat batch", "  packetboat batch spring-prices --watch",
                "  packetboat batch spring-prices --pause",
                "  packetboat batch spring-prices --json | jq 'select(.state == \"failed\")'"})
public final class BatchCommand extends ServerCommand {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final String NOT_RUNNING = "; as it was when the server ended";

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Show the sites of this one.")
    private Optional<String> name = Optional.empty();

    @ArgGroup
    private Order order = new Order();

    /** At most one of these. */
    static final class Order {
        @Option(names = "--pause", description = "Let nothing of it go that waits, until --resume.")
        private boolean pause;

        @Option(names = "--resume",
                description = "Go on after a pause, or after too many failures, which are forgiven; or end the pause "
                        + "between two stages.")
        private boolean resume;

        @Option(names = "--next-stage", description = "Begin the next stage now, whatever becomes of this one.")
        private boolean next;

        @Option(names = "--abort", description = "Take out of the queue what waits of it. Nobody is told.")
        private boolean abort;

        private Optional<String> command() {
            if (pause) return Optional.of("pause");
            if (resume) return Optional.of("resume");
            return next ? Optional.of("next") : Optional.of("abort").filter(_ -> abort);
        }
    }

    @Option(names = "--watch",
            description = "Go on until every site has it or will not get it; changes in place on a terminal. Goes on "
                    + "after a restart of the server.")
    private boolean watch;

    @Option(names = "--wait",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = Quantity.Time.class,
            description = "With --watch: how long to wait for a server that has ended (default: ${DEFAULT-VALUE}).")
    private Duration patience;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Override
    int ask(ServerMXBean server) {
        Optional<String> command = order.command();
        if (command.isPresent()) return order(server, command.get());
        if (name.isEmpty()) {
            list(Listing.BIG_SEND, server.listBatches(), json, "no big send is known");
            return ExitCodes.OK;
        }
        List<BatchSiteRow> rows = rows(server);
        if (watch && !json) {
            rows = watch(rows);
        } else if (json) {
            list(Listing.BIG_SEND_SITE, rows, true, "");
        } else {
            print(rows);
        }
        return exitCode(rows);
    }

    private int order(ServerMXBean server, String command) {
        if (name.isEmpty()) {
            throw new CommandFailure(ExitCodes.USAGE, "which big send is to " + command + "? Name it; \"packetboat "
                    + "batch\" lists those known");
        }
        String said = server.steerBatch(name.get(), command);
        out().println(said);
        out().flush();
        return said.contains("nothing changed") ? ExitCodes.FAILED : ExitCodes.OK;
    }

    /** The worst that there is to say. */
    static int exitCode(List<BatchSiteRow> rows) {
        if (rows.stream().anyMatch(r -> r.state().equals("failed"))) return ExitCodes.FAILED;
        return rows.stream().anyMatch(r -> r.state().equals("late") || r.state().equals("overdue"))
                ? ExitCodes.LATE
                : ExitCodes.OK;
    }

    private List<BatchSiteRow> rows(ServerMXBean server) {
        List<BatchSiteRow> rows = server.listBatch(name.get());
        if (rows.isEmpty()) {
            throw new CommandFailure(ExitCodes.FAILED, "no big send is called \"" + name.get()
                    + "\"; \"packetboat batch\" lists those known");
        }
        return rows;
    }

    private void print(List<BatchSiteRow> rows) {
        BoardText text = new BoardText(ZoneId.systemDefault());
        out().println(text.headline(name.get(), rows));
        text.sites(rows, Integer.MAX_VALUE, Instant.now()).forEach(out()::println);
        out().flush();
    }

    private List<BatchSiteRow> watch(List<BatchSiteRow> first) {
        BoardText text = new BoardText(ZoneId.systemDefault());
        List<BatchSiteRow> rows = first;
        try (RestartedServer server = new RestartedServer(() -> RunningServer.on(configuration().dataFolder()));
                LiveLines lines = LiveLines.to(out())) {
            long heard = System.nanoTime();
            for (boolean silent = false;;) {
                lines.show(text.headline(name.get(), rows) + (silent ? NOT_RUNNING : ""),
                        text.sites(rows, lines.room(), Instant.now()));
                if (rows.stream().noneMatch(r -> r.settled().isEmpty())) return rows;
                Thread.sleep(EVERY);
                Optional<List<BatchSiteRow>> answer = server.ask(this::rows);
                silent = answer.isEmpty();
                rows = answer.orElse(rows);
                if (!silent) heard = System.nanoTime();
                else if (System.nanoTime() - heard > patience.toNanos()) throw notBack();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return rows;
        }
    }

    private CommandFailure notBack() {
        return new CommandFailure(ExitCodes.NOT_RUNNING, "the server ended, and none is running on "
                + configuration().dataFolder() + " again after " + patience.toSeconds() + " s; start it with "
                + "\"packetboat run\", then watch again");
    }
}

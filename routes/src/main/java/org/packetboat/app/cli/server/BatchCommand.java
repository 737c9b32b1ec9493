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
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a big send stands. */
@Command(name = "batch",
        mixinStandardHelpOptions = true,
        description = "Lists the big sends, or shows the state of one of them at each site.",
        footer = {
                "", "Exit code 1: the big send is not known, or a site will not get it.", "",
                "Examples:",
                "  packetboat batch", "  packetboat batch spring-prices --watch",
                "  packetboat batch spring-prices --json | jq 'select(.state == \"failed\")'"})
public final class BatchCommand extends ServerCommand {
    private static final Duration EVERY = Duration.ofSeconds(1);

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Show the sites of this one.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--watch",
            description = "Go on until every site has it or will not get it; changes in place on a terminal.")
    private boolean watch;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Override
    int ask(ServerMXBean server) {
        if (name.isEmpty()) {
            list(server.listBatches(), json, "no big send is known");
            return ExitCodes.OK;
        }
        List<BatchSiteRow> rows = rows(server);
        if (watch && !json) {
            rows = watch(server, rows);
        } else if (json) {
            list(rows, true, "");
        } else {
            print(rows);
        }
        return rows.stream().anyMatch(r -> r.state().equals("failed")) ? ExitCodes.FAILED : ExitCodes.OK;
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

    private List<BatchSiteRow> watch(ServerMXBean server, List<BatchSiteRow> first) {
        BoardText text = new BoardText(ZoneId.systemDefault());
        List<BatchSiteRow> rows = first;
        try (LiveLines lines = LiveLines.to(out())) {
            while (true) {
                lines.show(text.headline(name.get(), rows), text.sites(rows, lines.room(), Instant.now()));
                if (rows.stream().noneMatch(r -> r.settled().isEmpty())) return rows;
                Thread.sleep(EVERY);
                rows = rows(server);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return rows;
        }
    }
}

package org.packetboat.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.app.cli.live.BoardText;
import org.packetboat.app.cli.live.LiveLines;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Table;
import org.packetboat.app.compose.web.AddressText;
import org.packetboat.app.demo.Demo;
import org.packetboat.app.demo.DemoSite;
import org.packetboat.connectors.jmx.BatchSiteRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The big send in a minute. */
@Command(name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows a big send in about a minute: a head office and three branches on this machine, windows "
                + "of a few seconds, lines at the speed of a modem. Needs no setup and leaves no files behind.",
        footer = {"", "Examples:", "  packetboat demo", "  packetboat demo --board"})
final class DemoCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    @Option(names = "--board",
            description = "Serve the head office's board, print its address, and stay for two minutes after the start.")
    private boolean board;

    @Spec
    private CommandSpec spec;

    /** What a branch has come to, for the table at the end. */
    record Row(String branch, List<String> windows, String state, String hadItAt, String mail) {}

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Demo demo = new Demo(board);
        Thread lastResort = new Thread(() -> close(demo), "demo-end");
        Runtime.getRuntime().addShutdownHook(lastResort);
        try {
            return show(demo);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.FAILED;
        } finally {
            close(demo);
            Runtime.getRuntime().removeShutdownHook(lastResort);
        }
    }

    private static void close(Demo demo) {
        try {
            demo.close();
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, e.getMessage());
        }
    }

    private int show(Demo demo) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("A head office and three branches, each with its own queue, below " + demo.folder() + ".");
        out.println("The lines carry 960 bytes a second, one call at a time, and mail is compressed. Their windows:");
        demo.windows().forEach(s -> out.printf("  %-8s %s%n", s.city(), String.join(" and ", s.windows())));
        demo.board().ifPresent(at -> out.println("The board: http://" + AddressText.of(at) + "/"));
        out.println();
        out.println("Sending \"" + Demo.BIG_SEND + "\" by SMTP to the group all-branches ... " + demo.send());
        out.println();
        List<BatchSiteRow> rows = watch(demo, out);
        out.println();
        out.print(Table.of(demo.windows().stream().map(s -> row(demo, s, byDomain(rows))).toList()));
        demo.atHeadOffice("operator").forEach(mail -> {
            out.println();
            out.println("At the close of the window the operator got:");
            mail.lines().dropWhile(l -> !l.isEmpty()).skip(1)
                    .forEach(line -> out.println(("  " + line).stripTrailing()));
        });
        if (!demo.atHeadOffice("prices").isEmpty()) {
            out.println();
            out.println("The sender was told that it would be late for one branch (RFC 2852).");
        }
        out.flush();
        if (demo.board().isPresent()) stay(demo, out);
        return rows.stream().allMatch(r -> !r.settled().isEmpty()) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    /** The night is over; whoever looks at the board may go on looking. */
    private static void stay(Demo demo, PrintWriter out) throws InterruptedException {
        Duration left = Duration.between(Instant.now(), demo.begins().plus(LONGEST));
        if (!left.isPositive()) return;
        out.println();
        out.println("The board stays for " + left.toSeconds() + " s more; Ctrl-C ends it.");
        out.flush();
        Thread.sleep(left);
    }

    private static List<BatchSiteRow> watch(Demo demo, PrintWriter out) throws InterruptedException {
        BoardText text = new BoardText(ZoneId.systemDefault());
        Instant latest = demo.begins().plus(LONGEST);
        try (LiveLines lines = LiveLines.to(out)) {
            while (true) {
                List<BatchSiteRow> rows = demo.sites();
                lines.show(text.headline(Demo.BIG_SEND, rows), text.sites(rows, lines.room(), Instant.now()));
                boolean over = rows.stream().noneMatch(r -> r.settled().isEmpty());
                if (over || Instant.now().isAfter(latest)) return rows;
                Thread.sleep(EVERY);
            }
        }
    }

    private static Map<String, BatchSiteRow> byDomain(List<BatchSiteRow> rows) {
        return rows.stream().collect(Collectors.toMap(BatchSiteRow::domain, Function.identity()));
    }

    private static Row row(Demo demo, DemoSite site, Map<String, BatchSiteRow> rows) {
        BatchSiteRow row = rows.get(site.domain());
        String at = row.settled().isEmpty()
                ? ""
                : CLOCK.format(Instant.parse(row.settled()).truncatedTo(ChronoUnit.SECONDS));
        return new Row(site.city(), site.windows(), row.state(), at,
                demo.arrived(site.city()).size() + " in desk's mailbox");
    }
}

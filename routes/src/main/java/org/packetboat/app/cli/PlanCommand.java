package org.packetboat.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.packetboat.app.Setup;
import org.packetboat.app.config.Configuration;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.plan.Calling;
import org.packetboat.schedules.plan.LineRate;
import org.packetboat.schedules.plan.Load;
import org.packetboat.schedules.plan.PlanAnswer;
import org.packetboat.schedules.plan.PlanQuestion;
import org.packetboat.schedules.plan.PlanServer;
import org.packetboat.schedules.plan.PlanSite;
import org.packetboat.schedules.plan.Planner;
import org.packetboat.schedules.plan.PlannerSettings;
import org.packetboat.schedules.plan.Schedule;
import org.packetboat.schedules.plan.SitePlan;
import org.packetboat.schedules.plan.print.GanttSvg;
import org.packetboat.schedules.plan.print.GanttText;
import org.packetboat.schedules.plan.print.PlanReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether tonight's batch fits. */
@Command(name = "plan", mixinStandardHelpOptions = true, description = "Says whether a batch reaches every site inside its window; if not, who misses, by how much, and "
        + "the least to change.", footer = {"",
                "Exit code 1 means that it does not fit. Compression and failures are your estimates.", "",
                "Examples:", "  packetboat plan --config packetboat.yaml --size 84KB --servers 3 --table",
                "  packetboat plan --config packetboat.yaml          (what waits in the running server's queue)"})
final class PlanCommand implements Callable<Integer> {
    @Mixin private ConfigurationOption configuration;

    @Option(names = "--size", paramLabel = "SIZE", converter = Quantity.Size.class, description = "What each site gets, such as 84KB; if left out, what waits for it in the running server.") private Optional<Long> size = Optional
            .empty();

    @Option(names = "--servers", paramLabel = "N", defaultValue = "1", description = "How many servers send, each one session at a time (default: ${DEFAULT-VALUE}).") private int servers;

    @Option(names = "--compression", paramLabel = "R", defaultValue = "1", description = "How many times smaller mail becomes on the line (default: ${DEFAULT-VALUE}).") private double compression;

    @Option(names = "--dial", paramLabel = "TIME", defaultValue = "0s", converter = Quantity.Time.class, description = "From picking up the line to the first byte (default: ${DEFAULT-VALUE}).") private Duration dial;

    @Option(names = "--hang-up", paramLabel = "TIME", defaultValue = "0s", converter = Quantity.Time.class, description = "From the last byte to the line being free (default: ${DEFAULT-VALUE}).") private Duration hangUp;

    @Option(names = "--failures", paramLabel = "SHARE", defaultValue = "0", description = "How many of all calls fail, 0 to below 1 (default: ${DEFAULT-VALUE}).") private double failures;

    @Option(names = "--from", paramLabel = "TIME", description = "From when on, such as 2026-11-20T22:00 in --zone (default: now).") private Optional<String> from = Optional
            .empty();

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "1d", converter = Quantity.Time.class, description = "How long the night is (default: ${DEFAULT-VALUE}).") private Duration length;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Times are told in it (default: this machine's).") private Optional<ZoneId> zone = Optional
            .empty();

    @Option(names = "--table", description = "Print each call with its times and slack.") private boolean table;

    @Option(names = "--gantt", description = "Print the night as a chart.") private boolean gantt;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write the night as a chart into an SVG file.") private Optional<Path> svg = Optional
            .empty();

    @Option(names = "--json", description = "Print JSON: the answer, then a line for each site that is served.") private boolean json;

    @Spec private CommandSpec spec;

    /** The answer, for scripts. */
    record Answer(boolean fits, String said) {}

    /** A site that is served, for scripts. */
    record Row(String site, String server, String line, String start, String end, long slackSeconds) {
        static Row of(SitePlan s) {
            return new Row(s.name(), s.server(), s.line(), s.start().toString(), s.end().toString(),
                    s.slack().toSeconds());
        }
    }

    @Override
    public Integer call() {
        try {
            PlanQuestion question = question(Instant.now());
            PlanAnswer answer = new Planner(PlannerSettings.USUAL).plan(question);
            print(question, answer);
            return answer instanceof PlanAnswer.Fits ? ExitCodes.OK : ExitCodes.FAILED;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, e.getMessage());
        }
    }

    private PlanQuestion question(Instant now) {
        Configuration read = configuration.read();
        Setup setup = switch (Setup.of(read, now)) {
            case Setup.Result.Good(Setup good, var _) -> good;
            case Setup.Result.Bad(var problems) -> throw new CommandFailure(ExitCodes.BAD_CONFIGURATION,
                    ConfigurationOption.describe(problems));
        };
        Instant open = from.map(this::time).orElse(now);
        Calling calling = new Calling(dial, hangUp, failures);
        List<PlanSite> sites = size.map(bytes -> setup.schedules().routes().stream()
                .map(r -> site(r, bytes, calling)).toList()).orElseGet(() -> waiting(setup, read, calling));
        List<PlanServer> senders = IntStream.rangeClosed(1, servers)
                .mapToObj(i -> PlanServer.withOneLine("server-" + i)).toList();
        return new PlanQuestion(open.isBefore(now) ? open : now, new Interval(open, open.plus(length)), sites, senders);
    }

    private PlanSite site(Route route, long bytes, Calling calling) {
        return PlanSite.of(route, bytes, calling)
                .with(new Load(bytes, compression, LineRate.nominal(route.rate())));
    }

    private List<PlanSite> waiting(Setup setup, Configuration read, Calling calling) {
        try (RunningServer running = RunningServer.on(read.data())) {
            Map<String, Long> bytes = Backlog.bytesBySite(running.server());
            return setup.schedules().routes().stream().filter(r -> bytes.containsKey(r.site()))
                    .map(r -> site(r, bytes.get(r.site()), calling)).toList();
        }
    }

    private Instant time(String text) {
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : ZonedDateTime.of(LocalDateTime.parse(text), zoneOrHere()).toInstant();
        } catch (DateTimeException e) {
            throw new CommandFailure(ExitCodes.USAGE, "--from: found \"" + text + "\"; expected a time such as "
                    + "2026-11-20T22:00, or 2026-11-21T06:00:00Z");
        }
    }

    private ZoneId zoneOrHere() {
        return zone.orElseGet(ZoneId::systemDefault);
    }

    private void print(PlanQuestion question, PlanAnswer answer) {
        PrintWriter out = spec.commandLine().getOut();
        PlanReport report = new PlanReport(zoneOrHere());
        List<SitePlan> served = schedule(answer).map(Schedule::sites).orElse(List.of());
        if (json) {
            out.println(Json.line(new Answer(answer instanceof PlanAnswer.Fits, report.headline(question, answer))));
            served.forEach(s -> out.println(Json.line(Row.of(s))));
        } else {
            report.lines(question, answer).forEach(out::println);
        }
        if (table) schedule(answer).ifPresent(s -> report.table(s).forEach(out::println));
        if (gantt) {
            new GanttText(zoneOrHere(), 100, Ansi.AUTO.enabled()).lines(question, answer).forEach(out::println);
        }
        svg.ifPresent(file -> write(file, new GanttSvg(zoneOrHere()).draw(question, answer, "The night's plan")));
        out.flush();
    }

    private static Optional<Schedule> schedule(PlanAnswer answer) {
        return switch (answer) {
            case PlanAnswer.Fits(var schedule) -> Optional.of(schedule);
            case PlanAnswer.DoesNotFit(var schedule, var _, var _, var _) -> Optional.of(schedule);
            case PlanAnswer.Unanswerable _ -> Optional.empty();
        };
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, "cannot write " + file + ": " + e.getMessage());
        }
    }
}

package org.packetboat.app.cli.night;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.Moment;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.app.compose.Setup;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.plan.Planner;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;
import org.packetboat.schedules.plan.question.Trouble;
import org.packetboat.simulator.night.LineTerms;
import org.packetboat.simulator.night.MailTerms;
import org.packetboat.simulator.night.NightOutcome;
import org.packetboat.simulator.night.Outages;
import org.packetboat.simulator.night.Scenario;
import org.packetboat.simulator.night.SimulatedSite;
import org.packetboat.simulator.night.Simulator;
import org.packetboat.simulator.night.Unmet;
import org.packetboat.simulator.night.report.NightChart;
import org.packetboat.simulator.night.report.NightReport;
import org.packetboat.simulator.night.report.SiteRecord;
import org.packetboat.simulator.night.trouble.Answering;
import org.packetboat.simulator.night.trouble.HubDeath;
import org.packetboat.simulator.parcel.Brought;
import org.packetboat.simulator.parcel.PackedSize;
import org.packetboat.simulator.parcel.ParcelSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays nights through, before they come. */
@Command(name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Plays one night or many with the real engine and real sessions on simulated time, lines and "
                + "failures. Says which sites get the batch in time.",
        footer = {"",
                "Exit code 1: in at least one night a site was not served. 6: all were, but some too late.",
                "Charts show one night: the first in which a window was missed, otherwise the first. What was planned",
                "stands below the calls.", "",
                "Examples:",
                "  packetboat simulate --config packetboat.yaml --size 84KB --servers 3 --gantt",
                "  packetboat simulate --config packetboat.yaml --batch prices.eml --known last-prices.eml \\",
                "    --dial 20s --hang-up 2s --failures 0.02 --bit-errors 1e-5 --nights 100"})
public final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_NIGHTS = 100_000;

    @Mixin
    private NightOptions night;

    @Option(names = "--batch",
            paramLabel = "FILE",
            description = "A mail for every site, packed once as for a real site (instead of --size).")
    private Optional<Path> batch = Optional.empty();

    @Option(names = "--known",
            paramLabel = "FILE",
            description = "With --batch: a mail that every site already has from an earlier batch.")
    private Optional<Path> known = Optional.empty();

    @Option(names = "--bit-errors",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Bit error rate of the lines, such as 1e-5 (default: ${DEFAULT-VALUE}).")
    private double bitErrors;

    @Option(names = "--bring",
            paramLabel = "N",
            defaultValue = "0",
            description = "Number of mails that each site has for the head office. Calls over UUCP bring them "
                    + "(default: ${DEFAULT-VALUE}).")
    private int bring;

    @Option(names = "--bring-size",
            paramLabel = "SIZE",
            defaultValue = "4KB",
            converter = Quantity.Size.class,
            description = "Size of each of these mails (default: ${DEFAULT-VALUE}).")
    private long bringSize;

    @Option(names = "--dead-lines",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Chance that a line dies once during the night (default: ${DEFAULT-VALUE}).")
    private double deadLines;

    @Option(names = "--mended-after",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = Quantity.Time.class,
            description = "How long a line stays dead (default: ${DEFAULT-VALUE}).")
    private Duration mended;

    @Option(names = "--dead-sites",
            paramLabel = "SITE",
            split = ",",
            description = "Sites that never answer in these nights, with commas between (default: none).")
    private Set<String> deadSites = Set.of();

    @Option(names = "--killed-at",
            paramLabel = "TIME",
            description = "Time at which the server is killed in the night, as by kill -9, such as 2026-11-21T02:10, "
                    + "in the zone of --zone (default: it is not).")
    private Optional<String> killedAt = Optional.empty();

    private static final Duration AWAY = Duration.ofMinutes(1);

    @Option(names = "--away",
            paramLabel = "TIME",
            converter = Quantity.Time.class,
            description = "With --killed-at: how long until it runs again (default: 1m).")
    private Optional<Duration> away = Optional.empty();

    @Option(names = "--nights",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of nights to play (default: ${DEFAULT-VALUE}).")
    private int nights;

    @Option(names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the first night; each further night has the next number. The same seed plays the "
                    + "same night again (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--table", description = "Print a line for each site.")
    private boolean table;

    @Mixin
    private ChartOptions charts;

    @Option(names = "--json",
            description = "Print JSON: the answer, then a line for each site, and each "
                    + "with large mail that nobody has asked for yet.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** How many times smaller the batch becomes, if it was packed here. */
    private Optional<Double> packed = Optional.empty();

    /** The answer, for scripts; when the last call ends, in the middle one of the nights and in the latest; and how
     * many of the mails for the head office came in, in all nights together. */
    record Answer(int nights, int met, String said, String median, String latest, long brought, long toBring) {}

    /** A site, for scripts; times are empty if it never got the batch. */
    record Row(String site, String server, int met, String median, String latest, int calls, String why) {
        static Row of(SiteRecord s, NightReport report) {
            return new Row(s.site(), s.server(), s.met(), s.median().map(SimulateCommand::written).orElse(""),
                    s.latest().map(SimulateCommand::written).orElse(""), s.calls(),
                    s.why().map(report::why).orElse(""));
        }
    }

    @Override
    public Integer call() {
        check();
        try {
            Instant now = Instant.now();
            Setup setup = night.setup(now);
            PlanQuestion question = question(setup, now);
            Scenario scenario = scenario(setup, question);
            Simulator simulator = new Simulator(scenario);
            List<NightOutcome> played = simulator.play(seed, nights);
            NightReport report = new NightReport(scenario, played, night.zone());
            print(report, played);
            draw(question, scenario, simulator, played);
            return exitCode(played);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, e.getMessage());
        }
    }

    private static int exitCode(List<NightOutcome> played) {
        List<Unmet> unmet = played.stream().flatMap(night -> night.missed().stream())
                .flatMap(site -> site.why().stream()).toList();
        if (unmet.isEmpty()) return ExitCodes.OK;
        return unmet.stream().allMatch(Unmet.Late.class::isInstance) ? ExitCodes.LATE : ExitCodes.FAILED;
    }

    private void check() {
        if (nights < 1 || nights > MOST_NIGHTS) {
            throw new CommandFailure(ExitCodes.USAGE, "--nights: found " + nights + "; expected 1 to " + MOST_NIGHTS);
        }
        if (known.isPresent() && batch.isEmpty()) {
            throw new CommandFailure(ExitCodes.USAGE, "--known: found without --batch; expected both, the mail that "
                    + "every site has and the one it gets");
        }
    }

    private PlanQuestion question(Setup setup, Instant now) {
        if (batch.isEmpty()) return night.question(setup, now);
        long rate = setup.schedules().routes().stream().mapToLong(Route::rate).min()
                .orElseThrow(() -> new IllegalArgumentException("there is no route; expected one or more"));
        PackedSize packing = new PackedSize(rate, Setup.coders());
        known.ifPresent(file -> packing.known(read("--known", file)));
        byte[] mail = read("--batch", batch.get());
        double smaller = mail.length / (double) packing.size(mail);
        packed = Optional.of(smaller);
        return night.question(setup, now, mail.length, smaller);
    }

    private static byte[] read(String option, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.USAGE, option + ": cannot read " + file + ": " + e.getMessage());
        }
    }

    private Scenario scenario(Setup setup, PlanQuestion question) {
        mustBeAnswerable(question);
        Map<String, Route> routes = setup.schedules().routes().stream()
                .collect(Collectors.toMap(Route::site, Function.identity()));
        mustKnow(routes);
        List<SimulatedSite> sites = question.sites().stream()
                .map(s -> site(routes.get(s.name()), s)).toList();
        return new Scenario(question.horizon(), question.servers(), sites,
                new LineTerms(bitErrors, new Outages(deadLines, mended)), night.expected(setup, packed), death());
    }

    private Optional<HubDeath> death() {
        if (away.isPresent() && killedAt.isEmpty())
            throw new CommandFailure(ExitCodes.USAGE, "--away: expected --killed-at, too: when the server is killed");
        return killedAt.map(text -> new HubDeath(Moment.parse("--killed-at", text, night.zone()), away.orElse(AWAY)));
    }

    private void mustKnow(Map<String, Route> routes) {
        for (String site : deadSites)
            if (!routes.containsKey(site))
                throw new CommandFailure(ExitCodes.USAGE, "--dead-sites: found \"" + site + "\"; expected sites of the "
                        + "schedule files");
    }

    private static void mustBeAnswerable(PlanQuestion question) {
        if (new Planner(PlannerSettings.USUAL.withEffort(1))
                .planOnly(question) instanceof PlanAnswer.Unanswerable(List<Trouble> troubles))
            throw new IllegalArgumentException(
                    String.join("; ", troubles.stream().map(Trouble::toString).toList()));
    }

    /** Where sessions have shown what its line carries, compression is in that. */
    private SimulatedSite site(Route route, PlanSite planned) {
        long wire = Math.round(planned.load().wireBytes() * (double) route.rate()
                / planned.load().rate().bytesPerSecond());
        ParcelSize size = new ParcelSize(planned.load().bytes(), Math.max(1, wire));
        MailTerms terms = new MailTerms(planned.terms().notBefore(), planned.terms().deliverBy(),
                Optional.ofNullable(night.returned().get(planned.name())));
        return new SimulatedSite(route.servedBy(planned.terms().servers()), size, planned.calling(), brought(route),
                terms, deadSites.contains(planned.name()) ? Answering.NEVER : Answering.BY_CHANCE);
    }

    /** Over SMTP a site sends what it has in calls of its own. */
    private Brought brought(Route route) {
        double smaller = night.compression();
        return bring == 0 || !(route.transport() instanceof Transport.Uucp)
                ? Brought.NOTHING
                : new Brought(bring, new ParcelSize(bringSize, Math.max(1, Math.round(bringSize / smaller))));
    }

    private void print(NightReport report, List<NightOutcome> played) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Listing.SIMULATION.line(new Answer(nights, report.met(), report.headline(),
                    written(report.medianEnd()), written(report.latestEnd()), report.brought(), report.toBring())));
            SiteRecord.of(played).forEach(site -> out.println(Listing.SIMULATED_SITE.line(Row.of(site, report))));
            night.offered().stream().map(Listing.OFFERED_SITE::line).forEach(out::println);
        } else {
            report.lines().forEach(out::println);
            night.unasked().forEach(out::println);
        }
        if (table) report.table().forEach(out::println);
        out.flush();
    }

    private static String written(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** The first night in which a window was missed, otherwise the first; below its calls what was planned. */
    private void draw(PlanQuestion question, Scenario scenario, Simulator simulator, List<NightOutcome> played) {
        long shown = played.stream().filter(n -> !n.isMet()).findFirst().orElse(played.getFirst()).seed();
        PrintWriter out = spec.commandLine().getOut();
        charts.draw(out, night.zone(), "A simulated night, seed " + shown,
                () -> NightChart.of(scenario, simulator.play(shown), planned(question)));
        out.flush();
    }

    private static List<SitePlan> planned(PlanQuestion question) {
        return switch (new Planner(PlannerSettings.USUAL).planOnly(question)) {
            case PlanAnswer.Fits(var schedule) -> schedule.sites();
            case PlanAnswer.DoesNotFit(var schedule, _, _, _) -> schedule.sites();
            case PlanAnswer.DoesNotHold _, PlanAnswer.Unanswerable _ -> List.of();
        };
    }
}

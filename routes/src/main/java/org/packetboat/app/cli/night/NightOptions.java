package org.packetboat.app.cli.night;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.hub.HubRoutes;
import org.packetboat.app.planning.Planning;
import org.packetboat.app.planning.WaitingLoads;
import org.packetboat.connectors.jmx.row.OfferRow;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.history.History;
import org.packetboat.schedules.night.Expected;
import org.packetboat.schedules.night.NightPlan;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.Load;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.yaml.Problem;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which night is meant, and what is sent in it: what plan and simulate are both asked. */
final class NightOptions {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--size",
            paramLabel = "SIZE",
            converter = Quantity.Size.class,
            description = "Bytes of mail for each site, such as 84KB (default: what waits for it in the running "
                    + "server).")
    private Optional<Long> size = Optional.empty();

    @Option(names = "--queued", description = "Use what waits in the running server; the default without --size.")
    private boolean queued;

    @Option(names = "--servers",
            paramLabel = "N",
            description = "Number of servers that send, each one session at a time over any link (default: the "
                    + "servers of the configuration, with their links).")
    private Optional<Integer> servers = Optional.empty();

    @Option(names = "--compression",
            paramLabel = "R",
            description = "Compression: how many times smaller mail becomes on the line (default: 1).")
    private Optional<Double> compression = Optional.empty();

    @Option(names = "--dial",
            paramLabel = "TIME",
            converter = Quantity.Time.class,
            description = "Time from dialling to the first byte (default: 0s).")
    private Optional<Duration> dial = Optional.empty();

    @Option(names = "--hang-up",
            paramLabel = "TIME",
            converter = Quantity.Time.class,
            description = "Time from the last byte until the line is free again (default: 0s).")
    private Optional<Duration> hangUp = Optional.empty();

    @Option(names = "--failures",
            paramLabel = "SHARE",
            description = "Share of calls that fail, from 0 to below 1 (default: 0).")
    private Optional<Double> failures = Optional.empty();

    @Option(names = "--for",
            paramLabel = "TIME",
            defaultValue = "1d",
            converter = Quantity.Time.class,
            description = "Length of the night (default: ${DEFAULT-VALUE}).")
    private Duration length;

    @Mixin
    private TimeOptions time;

    private WaitingLoads waiting = WaitingLoads.NOTHING;
    private List<Problem> warnings = List.of();
    private LinesNow lines = LinesNow.ANY;

    /** What waits and was left out of the last question, since nothing serves it. */
    List<String> unrouted() {
        return waiting.unrouted();
    }

    /** What there is to say of lines, and of mail that is not planned. */
    List<String> notes() {
        return Stream.of(lines.notes(), waiting.notes(), waiting.unseen().stream().toList()).flatMap(List::stream)
                .toList();
    }

    /** Large mail that was offered, by site: nobody has asked for it yet. */
    List<OfferRow> offered() {
        return waiting.offered();
    }

    /** The same in words. */
    List<String> unasked() {
        return waiting.unasked();
    }

    /** When the first mail of each site is returned to its sender, as far as mail waits. */
    Map<String, Instant> returned() {
        return waiting.returned();
    }

    /** The zone that times are told in. */
    ZoneId zone() {
        return time.zone();
    }

    /** The files that the configuration names, read. */
    Setup setup(Instant now) {
        Setup.Result.Good good = configuration.setup(now);
        warnings = good.warnings();
        return good.setup();
    }

    /**
     * What the planner is to be asked. Where nothing is estimated here, calls go as earlier sessions did.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    PlanQuestion question(Setup setup, Instant now) {
        if (queued && size.isPresent()) throw new IllegalArgumentException("--queued and --size: give one of them");
        if (servers.isEmpty()) lines = LinesNow.of(setup, warnings);
        return question(setup, now, size, compression(), history(setup));
    }

    private History history(Setup setup) {
        boolean estimated = Stream.of(compression, dial, hangUp, failures).anyMatch(Optional::isPresent);
        return estimated ? new History() : Planning.history(setup.configuration().places().data());
    }

    /** What plans made in the night reckon with. @param packed how many times smaller mail becomes, if that is known */
    Expected expected(Setup setup, Optional<Double> packed) {
        History history = packed.isPresent() ? new History() : history(setup);
        return new Expected(calling(), packed.or(() -> compression).orElse(Load.UNCOMPRESSED), history);
    }

    /** What plan is to be asked: with --size for all machines of a hub; what waits is known of this one only. */
    PlanQuestion hubQuestion(Setup setup, Instant now) {
        PlanQuestion here = question(setup, now);
        if (size.isEmpty() || servers.isPresent()) return here;
        double packed = compression.orElse(Load.UNCOMPRESSED);
        List<PlanSite> sites = setup.schedules().routes().stream().map(r -> site(r, size.get(), packed, history(setup)))
                .toList();
        List<PlanServer> all = NightPlan.servers(
                setup.configuration().servers().stream().map(HubServer::server).toList(),
                setup.schedules().links().keySet());
        return new PlanQuestion(here.now(), here.horizon(), sites, NightPlan.alive(all, lines.dead()));
    }

    /** The same for a mail of which is known how small it becomes on the line. */
    PlanQuestion question(Setup setup, Instant now, long bytes, double packed) {
        return question(setup, now, Optional.of(bytes), packed, new History());
    }

    private PlanQuestion question(Setup setup, Instant now, Optional<Long> each, double packed, History history) {
        Instant open = time.from(now);
        List<Route> routes = setup.own();
        List<PlanServer> senders = senders(setup);
        List<PlanSite> sites = each.map(bytes -> routes.stream().map(r -> site(r, bytes, packed, history)).toList())
                .orElseGet(() -> waiting(setup, senders, packed, history, now));
        return new PlanQuestion(open.isBefore(now) ? open : now, new Interval(open, open.plus(length)), sites, senders,
                waiting.made());
    }

    private List<PlanServer> senders(Setup setup) {
        return servers.map(n -> IntStream.rangeClosed(1, n).mapToObj(i -> PlanServer.withOneLine("server-" + i))
                .toList()).orElseGet(() -> NightPlan.alive(
                        NightPlan.servers(HubRoutes.here(setup.configuration().servers()),
                                setup.schedules().links().keySet()),
                        lines.dead()));
    }

    /** How many times smaller mail is supposed to become on the line. */
    double compression() {
        return compression.orElse(Load.UNCOMPRESSED);
    }

    /** How long calls take beside their transfer, and how many fail. */
    Calling calling() {
        return new Calling(dial.orElse(Duration.ZERO), hangUp.orElse(Duration.ZERO), failures.orElse(0.0));
    }

    private PlanSite site(Route route, long bytes, double packed, History history) {
        Route usual = route.within(route.windowFor(Priority.NORMAL, bytes));
        long goes = WayFinder.isOffered(route, bytes) ? LargeMail.Offered.ABOUT : bytes;
        PlanSite site = NightPlan.site(route.site(), usual, goes, calling(), packed, history);
        return servers.isPresent() ? site.servedBy(List.of()) : site;
    }

    /** As the running server plans it. */
    private List<PlanSite> waiting(Setup setup, List<PlanServer> senders, double packed, History history, Instant now) {
        waiting = RunningServer.ask(setup.configuration().places().data(),
                running -> WaitingLoads.of(running.server()));
        return waiting.loads(setup.own(), now).stream()
                .map(load -> NightPlan.waiting(load, senders, new Expected(calling(), packed, history), now))
                .map(site -> servers.isPresent() ? site.servedBy(List.of()) : site).toList();
    }
}

package org.packetboat.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.packetboat.app.Setup;
import org.packetboat.app.config.Configuration;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.plan.Calling;
import org.packetboat.schedules.plan.LineRate;
import org.packetboat.schedules.plan.Load;
import org.packetboat.schedules.plan.PlanQuestion;
import org.packetboat.schedules.plan.PlanServer;
import org.packetboat.schedules.plan.PlanSite;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which night is meant, and what is sent in it: what plan and simulate are both asked. */
final class NightOptions {
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

    /** The zone that times are told in. */
    ZoneId zone() {
        return zone.orElseGet(ZoneId::systemDefault);
    }

    /** The files that the configuration names, read. */
    Setup setup(Instant now) {
        return switch (Setup.of(configuration.read(), now)) {
            case Setup.Result.Good(Setup good, var _) -> good;
            case Setup.Result.Bad(var problems) -> throw new CommandFailure(ExitCodes.BAD_CONFIGURATION,
                    ConfigurationOption.describe(problems));
        };
    }

    /** What the planner is to be asked. @throws IllegalArgumentException if a value is out of range */
    PlanQuestion question(Setup setup, Instant now) {
        return question(setup, now, size, compression);
    }

    /** The same for a batch of which so many bytes cross the line. */
    PlanQuestion question(Setup setup, Instant now, long wireBytes) {
        return question(setup, now, Optional.of(wireBytes), Load.UNCOMPRESSED);
    }

    private PlanQuestion question(Setup setup, Instant now, Optional<Long> each, double packed) {
        Instant open = from.map(text -> Moment.parse("--from", text, zone())).orElse(now);
        List<Route> routes = setup.schedules().routes();
        List<PlanSite> sites = each.map(bytes -> routes.stream().map(r -> site(r, bytes, packed)).toList())
                .orElseGet(() -> waiting(routes, setup.configuration(), packed));
        List<PlanServer> senders = IntStream.rangeClosed(1, servers)
                .mapToObj(i -> PlanServer.withOneLine("server-" + i)).toList();
        return new PlanQuestion(open.isBefore(now) ? open : now, new Interval(open, open.plus(length)), sites, senders);
    }

    /** How long calls take beside their transfer, and how many fail. */
    Calling calling() {
        return new Calling(dial, hangUp, failures);
    }

    private PlanSite site(Route route, long bytes, double packed) {
        return PlanSite.of(route, bytes, calling()).with(new Load(bytes, packed, LineRate.nominal(route.rate())));
    }

    private List<PlanSite> waiting(List<Route> routes, Configuration read, double packed) {
        try (RunningServer running = RunningServer.on(read.data())) {
            Map<String, Long> bytes = Backlog.bytesBySite(running.server());
            return routes.stream().filter(r -> bytes.containsKey(r.site()))
                    .map(r -> site(r, bytes.get(r.site()), packed)).toList();
        }
    }
}

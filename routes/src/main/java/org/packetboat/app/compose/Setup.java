package org.packetboat.app.compose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.packetboat.app.compose.transport.DialPrograms;
import org.packetboat.app.config.AliasesReader;
import org.packetboat.app.config.AliasesReading;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.RouterConfiguration;
import org.packetboat.app.hub.HubRoutes;
import org.packetboat.connectors.batch.NativeCoders;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.schedules.file.Reading;
import org.packetboat.schedules.file.ScheduleReader;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.file.link.LinkKinds;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problem;
import org.packetboat.schedules.yaml.Problems;

/**
 * All that a server is made from, read and found good: the configuration, with the schedules and aliases that it names.
 */
public record Setup(Configuration configuration, Schedules schedules, Names names) {
    /** What reading it all came to. */
    public sealed interface Result {
        record Good(Setup setup, List<Problem> warnings) implements Result {}

        record Bad(List<Problem> problems) implements Result {}
    }

    /** Reads the files that a configuration names. */
    public static Result of(Configuration configuration, Instant now) {
        List<Problem> problems = new ArrayList<>();
        Optional<Names> names = names(configuration, problems);
        Reading reading = reader(configuration).read(new SourceFiles(configuration.places().schedules()), now);
        switch (reading) {
            case Reading.Good(Schedules schedules, List<Problem> warnings) -> {
                problems.addAll(warnings);
                problems.addAll(DialPrograms.problems(configuration, schedules));
                configuration.router().ifPresent(router -> checkSites(router, schedules, problems));
                List<Problem> unknown = unknownLinks(configuration, schedules);
                problems.addAll(unknown);
                checkClock(configuration, schedules, problems);
                if (unknown.isEmpty() && names.isPresent())
                    return new Result.Good(new Setup(configuration, schedules, names.get()), problems);
            }
            case Reading.Bad(List<Problem> bad) -> problems.addAll(bad);
        }
        return new Result.Bad(problems);
    }

    /**
     * What is wrong with the files of routes, and with certificates and keys. It does not keep a server from starting,
     * but for the server's own certificate.
     */
    public List<Problem> routeProblems() {
        List<Problem> problems = new ArrayList<>(UserRoutes.check(configuration));
        problems.addAll(TlsCheck.problems(configuration, schedules));
        return problems;
    }

    private static List<Problem> unknownLinks(Configuration configuration, Schedules schedules) {
        Problems problems = new Problems();
        String known = String.join(", ", new TreeSet<>(schedules.links().keySet()));
        configuration.servers().forEach(s -> s.links().stream().filter(l -> !schedules.links().containsKey(l))
                .forEach(l -> problems.error(Place.of("servers"), s.name(), "found link " + l
                        + ", which no schedule file describes; expected one of: " + known)));
        return problems.list();
    }

    /** A site that others are to be told of may come with a later schedule, so this is a warning. */
    private static void checkSites(RouterConfiguration router, Schedules schedules, List<Problem> problems) {
        Set<String> known = schedules.routes().stream().map(Route::site).collect(Collectors.toSet());
        router.sites().orElse(Map.of()).forEach((site, place) -> {
            if (!known.contains(site))
                problems.add(new Problem(Problem.Weight.WARNING, place, "router.sites",
                        "found \"" + site + "\"; expected a site of the schedule files"));
        });
    }

    private static void checkClock(Configuration configuration, Schedules schedules, List<Problem> problems) {
        configuration.clockFrom().filter(site -> schedules.routes().stream().noneMatch(r -> r.site().equals(site)
                && r.transport() instanceof Transport.Uucp))
                .ifPresent(site -> problems.add(new Problem(Problem.Weight.WARNING, Place.of("clock-from"),
                        "clock-from", "found \"" + site + "\"; expected a site of the schedule files that UUCP is "
                                + "spoken with: it is asked for the time while the clock can't be right")));
    }

    private static Optional<Names> names(Configuration configuration, List<Problem> problems) {
        if (configuration.places().aliases().isEmpty()) return Optional.of(Names.NONE);
        return switch (new AliasesReader(configuration).read(configuration.places().aliases().get())) {
            case AliasesReading.Good(var aliases) -> Optional.of(aliases);
            case AliasesReading.Bad(var bad) -> {
                problems.addAll(bad);
                yield Optional.empty();
            }
        };
    }

    static ScheduleReader reader(Configuration configuration) {
        return new ScheduleReader(configuration.scheduleDefaults(), LinkKinds.ALL);
    }

    /** The routes of these schedules, as this machine has them. */
    RouteTable table(Schedules read) {
        return new HubRoutes(configuration.servers()).table(read.believing(Build.clock()));
    }

    /** The routes whose sites this machine's servers call themselves, pinned to none but these. */
    public List<Route> own() {
        return new HubRoutes(configuration.servers()).own(schedules);
    }

    Policy policy() {
        Configuration.Identity identity = configuration.identity();
        Configuration.Delivery delivery = configuration.delivery();
        return new Policy(identity.server().name(), Set.copyOf(identity.localDomains()), configuration.localRoute(),
                table(schedules), names, delivery.holdUnroutable(), delivery.msdead(), delivery.delayNoticeAfter(),
                configuration.smtp().maxMessageSize(), configuration.reporting(), Build.clock());
    }

    /** The codecs that this machine has for batches. */
    public static Coders coders() {
        return new NativeCoders();
    }
}

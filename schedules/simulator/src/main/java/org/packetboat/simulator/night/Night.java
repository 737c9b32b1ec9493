package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.SimTime;

/**
 * One night, played through: the hub as one node with all its servers, and the far end of each line, in one virtual
 * time. The same scenario and seed always give the same night.
 */
final class Night {
    private final Scenario scenario;
    private final SimTime time;
    private final Map<String, FarSite> sites = new HashMap<>();
    private final SimulatedLines lines;
    private final HeadOffice office = new HeadOffice();
    private final SimulatedHub hub;

    private Night(Scenario scenario, Parcels parcels, long seed) {
        this.scenario = scenario;
        this.time = new SimTime(scenario.night().open());
        for (int i = 0; i < scenario.sites().size(); i++) {
            SimulatedSite site = scenario.sites().get(i);
            sites.put(site.name(), new FarSite(time, site, SimulatedHub.domain(i), parcels));
        }
        lines = new SimulatedLines(time, scenario, sites, new SplittableRandom(seed));
        hub = new SimulatedHub(time, scenario, lines, office);
        hub.submit(parcels);
    }

    static PlayedNight play(Scenario scenario, Parcels parcels, long seed) {
        Night night = new Night(scenario, parcels, seed);
        night.time.runUntil(scenario.night().close());
        night.lines.mustHaveRefusedNothing();
        return night.played(seed);
    }

    private PlayedNight played(long seed) {
        List<PlayedCall> calls = lines.calls().stream()
                .sorted(Comparator.comparing(PlayedCall::end).thenComparing(PlayedCall::server)).toList();
        Map<String, List<PlayedCall>> bySite = calls.stream().collect(Collectors.groupingBy(PlayedCall::site));
        List<SiteNight> fared = IntStream.range(0, scenario.sites().size()).mapToObj(i -> {
            String name = scenario.sites().get(i).name();
            return fared(i, bySite.getOrDefault(name, List.of()), office.brought(SimulatedHub.domain(i)));
        }).toList();
        Set<Domain> waiting = hub.waiting();
        return new PlayedNight(seed, fared, calls, lines.outages(), IntStream.range(0, scenario.sites().size())
                .filter(i -> waiting.contains(SimulatedHub.domain(i))).mapToObj(i -> scenario.sites().get(i).name())
                .collect(Collectors.toSet()), hub.told());
    }

    private SiteNight fared(int number, List<PlayedCall> calls, int brought) {
        SimulatedSite site = scenario.sites().get(number);
        FarSite far = sites.get(site.name());
        String server = calls.isEmpty() ? "" : calls.getLast().server();
        boolean late = far.isLate()
                || far.arrived().filter(at -> site.terms().deliverBy().filter(at::isAfter).isPresent()).isPresent();
        return new SiteNight(site.name(), server, far.arrived(), late, far.copies(), calls.size(), brought,
                why(number, far, late, calls));
    }

    private Optional<Unmet> why(int number, FarSite far, boolean late, List<PlayedCall> calls) {
        if (late) return far.arrived().map(Unmet.Late::new);
        if (far.copies() > 1) return Optional.of(new Unmet.Twice(far.copies()));
        if (far.arrived().isPresent()) return Optional.empty();
        return Optional.of(unserved(number, calls));
    }

    private Unmet unserved(int number, List<PlayedCall> calls) {
        Route route = scenario.sites().get(number).route();
        if (!isCarried(route)) return new Unmet.NoLine(route.link());
        Instant begin = scenario.night().open();
        Optional<Instant> opens = route.window().from(begin).map(Interval::open);
        if (opens.filter(scenario.night().close()::isAfter).isEmpty())
            return new Unmet.Closed(route.windowName(), opens);
        Optional<String> limit = calls.isEmpty() ? hub.limit(route.site()) : Optional.empty();
        if (limit.isPresent()) return new Unmet.Limited(limit.get());
        Optional<Instant> returned = hub.returned(number);
        boolean aged = scenario.sites().get(number).terms().returned().isPresent();
        if (returned.isPresent()) return new Unmet.Returned(returned.get(), !aged && returned.get().equals(begin));
        return calls.isEmpty()
                ? new Unmet.NoTurn(route.windowName())
                : new Unmet.CallsFailed(calls.size(), calls.getLast().ending());
    }

    private boolean isCarried(Route route) {
        return scenario.servers().stream()
                .anyMatch(s -> (route.servedBy().isEmpty() || route.servedBy().contains(s.name()))
                        && s.line(route.link()).isPresent());
    }
}

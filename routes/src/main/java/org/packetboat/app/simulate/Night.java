package org.packetboat.app.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.packetboat.engine.sim.SimTime;

/**
 * One night, played through: each server is a whole node with a queue of its own, in one virtual time. The same
 * scenario and seed always give the same night.
 */
final class Night {
    private final Scenario scenario;
    private final SimTime time;
    private final SplittableRandom random;
    private final Map<String, FarSite> sites = new HashMap<>();
    private final List<SimulatedServer> servers = new ArrayList<>();

    private Night(Scenario scenario, Map<ParcelSize, Parcel> parcels, long seed) {
        this.scenario = scenario;
        this.time = new SimTime(scenario.night().open());
        this.random = new SplittableRandom(seed);
        for (SimulatedSite site : scenario.sites())
            sites.put(site.name(), new FarSite(time, parcels.get(site.size())));
        Map<String, List<SimulatedSite>> served = scenario.sites().stream()
                .collect(Collectors.groupingBy(SimulatedSite::server));
        for (String server : scenario.servers())
            servers.add(server(server, served.getOrDefault(server, List.of()), parcels));
    }

    private SimulatedServer server(String name, List<SimulatedSite> served, Map<ParcelSize, Parcel> parcels) {
        LineTerms terms = new LineTerms(scenario.calling(), scenario.bitErrors());
        SimulatedLines line = new SimulatedLines(time, terms, name, sites, random.split());
        return SimulatedServer.start(time, name, served, line, parcels);
    }

    /** @param parcels what is sent, by size */
    static PlayedNight play(Scenario scenario, Map<ParcelSize, Parcel> parcels, long seed) {
        Night night = new Night(scenario, parcels, seed);
        night.time.runUntil(scenario.night().close());
        return night.played(seed);
    }

    private PlayedNight played(long seed) {
        List<PlayedCall> calls = servers.stream().flatMap(s -> s.calls().stream())
                .sorted(Comparator.comparing(PlayedCall::end).thenComparing(PlayedCall::server)).toList();
        Map<String, Long> called = calls.stream()
                .collect(Collectors.groupingBy(PlayedCall::site, Collectors.counting()));
        return new PlayedNight(seed, scenario.sites().stream()
                .map(s -> played(s, called.getOrDefault(s.name(), 0L).intValue())).toList(), calls);
    }

    private SiteNight played(SimulatedSite site, int calls) {
        FarSite far = sites.get(site.name());
        return new SiteNight(site.name(), site.server(), far.arrived(), far.isLate(), far.copies(), calls);
    }
}

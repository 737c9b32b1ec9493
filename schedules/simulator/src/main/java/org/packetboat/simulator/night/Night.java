package org.packetboat.simulator.night;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private Night(Scenario scenario, Parcels parcels, long seed) {
        this.scenario = scenario;
        this.time = new SimTime(scenario.night().open());
        for (int i = 0; i < scenario.sites().size(); i++) {
            SimulatedSite site = scenario.sites().get(i);
            sites.put(site.name(), new FarSite(time, site, SimulatedHub.domain(i), parcels));
        }
        lines = new SimulatedLines(time, scenario, sites, new SplittableRandom(seed));
        new SimulatedHub(time, scenario, lines, office).submit(parcels);
    }

    static PlayedNight play(Scenario scenario, Parcels parcels, long seed) {
        Night night = new Night(scenario, parcels, seed);
        night.time.runUntil(scenario.night().close());
        return night.played(seed);
    }

    private PlayedNight played(long seed) {
        List<PlayedCall> calls = lines.calls().stream()
                .sorted(Comparator.comparing(PlayedCall::end).thenComparing(PlayedCall::server)).toList();
        Map<String, List<PlayedCall>> bySite = calls.stream().collect(Collectors.groupingBy(PlayedCall::site));
        List<SiteNight> fared = IntStream.range(0, scenario.sites().size()).mapToObj(i -> {
            String name = scenario.sites().get(i).name();
            return fared(name, bySite.getOrDefault(name, List.of()), office.brought(SimulatedHub.domain(i)));
        }).toList();
        return new PlayedNight(seed, fared, calls, lines.outages());
    }

    private SiteNight fared(String site, List<PlayedCall> calls, int brought) {
        FarSite far = sites.get(site);
        String server = calls.isEmpty() ? "" : calls.getLast().server();
        return new SiteNight(site, server, far.arrived(), far.isLate(), far.copies(), calls.size(),
                brought);
    }
}

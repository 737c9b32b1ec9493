package org.packetboat.simulator.night;

import java.util.List;
import java.util.stream.LongStream;

/** Plays nights of a scenario. Each night is one thread's work; many nights take all processors. */
public final class Simulator {
    private final Scenario scenario;
    private final Parcels parcels;

    public Simulator(Scenario scenario) {
        this.scenario = scenario;
        this.parcels = new Parcels(scenario.sites());
    }

    /** One night, with all its calls. */
    public PlayedNight play(long seed) {
        return Night.play(scenario, parcels, seed);
    }

    /** Nights with these seeds: the first, the next one, and so on. In the order of the seeds. */
    public List<NightOutcome> play(long firstSeed, int nights) {
        return LongStream.range(firstSeed, firstSeed + nights).parallel()
                .mapToObj(seed -> NightOutcome.of(play(seed), scenario.night().open())).toList();
    }
}

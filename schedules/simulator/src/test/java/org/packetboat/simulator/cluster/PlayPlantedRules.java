package org.packetboat.simulator.cluster;

import java.util.List;
import org.packetboat.simulator.world.SeedRun;

/** Takes away each rule and plays worlds until that is found, for {@code bench/run log-worlds planted}. */
final class PlayPlantedRules {
    private PlayPlantedRules() {}

    /** @param args how many worlds are played at most for each rule, and perhaps one rule */
    public static void main(String[] args) {
        List<PlantedRule> rules = args.length > 1
                ? List.of(PlantedRule.valueOf(args[1]))
                : List.of(PlantedRule.values());
        SeedRun.find("planted-rules", Long.parseLong(args[0]), rules, ClusterWorld::new, ClusterParts.REAL);
    }
}

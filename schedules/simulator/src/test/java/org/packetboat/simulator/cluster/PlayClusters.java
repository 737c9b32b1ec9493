package org.packetboat.simulator.cluster;

import org.packetboat.simulator.world.SeedRun;

/** Plays worlds of a hub and its log, for {@code bench/run log-worlds}: {@code FIRST COUNT}. */
final class PlayClusters {
    private PlayClusters() {}

    /** @param args the first seed, and how many worlds */
    public static void main(String[] args) {
        SeedRun.play("log-worlds", args, ClusterWorld::new, ClusterParts.REAL);
    }
}

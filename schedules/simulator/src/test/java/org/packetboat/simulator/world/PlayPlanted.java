package org.packetboat.simulator.world;

import java.util.List;

/** Plants each bug and plays worlds until it is found, for {@code bench/run planted}: {@code MOST} worlds for each. */
final class PlayPlanted {
    private PlayPlanted() {}

    /** @param args how many worlds are played at most for each bug */
    public static void main(String[] args) {
        SeedRun.find("planted", Long.parseLong(args[0]), List.of(Planted.values()), SimWorld::new, Parts.REAL);
    }
}

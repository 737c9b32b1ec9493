package org.packetboat.simulator.world;

/** Plays worlds of several nodes, for {@code bench/run worlds}: {@code FIRST COUNT}. */
final class PlayWorlds {
    private PlayWorlds() {}

    /** @param args the first seed, and how many worlds */
    public static void main(String[] args) {
        SeedRun.play("worlds", args, SimWorld::new, Parts.REAL);
    }
}

package org.packetboat.simulator.night;

import org.packetboat.simulator.world.SeedRun;

/** Plays nights of 31 sites on which much goes wrong, for {@code bench/run nights}: {@code FIRST COUNT}. */
final class PlayHardNights {
    private PlayHardNights() {}

    /** @param args the first seed, and how many nights */
    public static void main(String[] args) {
        SeedRun.play("nights", args, (seed, _, _) -> new HardNight(seed), "as they are");
    }
}

package org.packetboat.simulator.world;

/** Plants each bug and plays worlds until it is found, for {@code bench/run planted}: {@code MOST} worlds for each. */
final class PlayPlanted {
    private PlayPlanted() {}

    /** @param args how many worlds are played at most for each bug */
    public static void main(String[] args) {
        long most = Long.parseLong(args[0]);
        long worst = 0;
        for (Planted bug : Planted.values()) {
            long found = 0;
            while (found < most && !finds(bug, found))
                found++;
            if (found == most) System.out.println(bug + " not found in " + most + " worlds");
            worst = Math.max(worst, found + 1);
        }
        System.out.println("planted ratio=" + most / (double) worst + " worst_worlds=" + worst + " most=" + most);
        if (worst > most) System.exit(1);
    }

    private static boolean finds(Planted bug, long seed) {
        try {
            new SimWorld(seed, bug, false).live();
            return false;
        } catch (RuntimeException | AssertionError e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            String brief = why.substring(0, Math.min(160, why.length()));
            System.out.println(bug + " found after " + (seed + 1) + " worlds, by seed " + seed + ": " + brief);
            return true;
        }
    }
}

package org.packetboat.simulator.cluster;

/** Takes away each rule and plays worlds until that is found, for {@code bench/run log-worlds}. */
final class PlayPlantedRules {
    private PlayPlantedRules() {}

    /** @param args how many worlds are played at most for each rule, and perhaps one rule */
    public static void main(String[] args) {
        long most = Long.parseLong(args[0]);
        long worst = 0;
        for (PlantedRule rule : args.length > 1
                ? new PlantedRule[]{PlantedRule.valueOf(args[1])}
                : PlantedRule.values()) {
            long found = 0;
            while (found < most && !finds(rule, found))
                found++;
            if (found == most) System.out.println(rule + " not found in " + most + " worlds");
            worst = Math.max(worst, found + 1);
        }
        System.out.println("planted-rules ratio=" + most / (double) worst + " worst_worlds=" + worst + " most=" + most);
        if (worst > most) System.exit(1);
    }

    private static boolean finds(PlantedRule rule, long seed) {
        try {
            new ClusterWorld(seed, rule, false).live();
            return false;
        } catch (RuntimeException | AssertionError e) {
            if (failsAnyway(seed)) return false;
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            String brief = why.substring(0, Math.min(120, why.length()));
            System.out.println(rule + " found after " + (seed + 1) + " worlds, by seed " + seed + ": " + brief);
            return true;
        }
    }

    /** What fails with all rules, too, says nothing about this one. */
    private static boolean failsAnyway(long seed) {
        try {
            new ClusterWorld(seed).live();
            return false;
        } catch (RuntimeException | AssertionError e) {
            System.out.println("seed " + seed + " fails with all rules: " + e.getMessage());
            return true;
        }
    }
}

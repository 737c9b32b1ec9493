package org.packetboat.simulator.cluster;

/**
 * Plays worlds of a hub and its log, for {@code bench/run log-worlds}: {@code FIRST COUNT}. Says which failed, and why;
 * of a single one it tells the whole story.
 */
final class PlayClusters {
    private PlayClusters() {}

    /** @param args the first seed, and how many worlds */
    public static void main(String[] args) {
        long first = Long.parseLong(args[0]);
        long count = Long.parseLong(args[1]);
        long failed = 0;
        long begin = System.nanoTime();
        for (long seed = first; seed < first + count; seed++)
            failed += play(seed, count == 1) ? 0 : 1;
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.println("log-worlds ratio=" + (count - failed) / (double) count + " played=" + count + " failed="
                + failed + " seeds=" + first + ".." + (first + count - 1) + " ms_each=" + millis / count);
        if (failed > 0) System.exit(1);
    }

    private static boolean play(long seed, boolean tell) {
        ClusterWorld world = new ClusterWorld(seed, ClusterParts.REAL, tell);
        try {
            world.live();
            return true;
        } catch (RuntimeException | AssertionError e) {
            System.out.println("world " + seed + " (" + world + "): " + e);
            if (tell) e.printStackTrace(System.out);
            return false;
        } finally {
            if (tell) System.out.println(world.story() + world);
        }
    }
}

package org.packetboat.simulator.world;

import java.util.List;
import java.util.function.LongFunction;
import org.packetboat.simulator.SeededWorld;

/** Plays worlds one seed after the other, for {@code bench/run}; ends the program with 1 if something is wrong. */
public final class SeedRun {
    private static final int BRIEF = 160;

    /** Makes a world. */
    public interface Maker<P> {
        /** @param parts what it is built from @param keepsStory whether its story is wanted */
        SeededWorld world(long seed, P parts, boolean keepsStory);
    }

    private SeedRun() {}

    /**
     * Says which worlds failed, and why; of a single one it tells the whole story.
     *
     * @param name how its last line begins
     * @param args the first seed, and how many worlds
     */
    public static <P> void play(String name, String[] args, Maker<P> maker, P real) {
        long first = Long.parseLong(args[0]);
        long count = Long.parseLong(args[1]);
        long failed = 0;
        long begin = System.nanoTime();
        for (long seed = first; seed < first + count; seed++)
            failed += isGood(seed, maker.world(seed, real, count == 1), count == 1) ? 0 : 1;
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.println(name + " ratio=" + (count - failed) / (double) count + " played=" + count + " failed="
                + failed + " seeds=" + first + ".." + (first + count - 1) + " ms_each=" + millis / count);
        if (failed > 0) System.exit(1);
    }

    private static boolean isGood(long seed, SeededWorld world, boolean tell) {
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

    /**
     * Plays worlds with each bug until it is found. A seed that fails without the bug, too, says nothing about it.
     *
     * @param name how its last line begins
     * @param most how many worlds are played at most for each bug
     */
    public static <P> void find(String name, long most, List<? extends P> bugs, Maker<P> maker, P real) {
        long worst = 0;
        for (P bug : bugs) {
            long found = 0;
            while (found < most && !isFound(bug, found, maker, real))
                found++;
            if (found == most) System.out.println(bug + " not found in " + most + " worlds");
            worst = Math.max(worst, found + 1);
        }
        System.out.println(name + " ratio=" + most / (double) worst + " worst_worlds=" + worst + " most=" + most);
        if (worst > most) System.exit(1);
    }

    private static <P> boolean isFound(P bug, long seed, Maker<P> maker, P real) {
        try {
            maker.world(seed, bug, false).live();
            return false;
        } catch (RuntimeException | AssertionError e) {
            if (failsAnyway(seed, s -> maker.world(s, real, false))) return false;
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            String brief = why.substring(0, Math.min(BRIEF, why.length()));
            System.out.println(bug + " found after " + (seed + 1) + " worlds, by seed " + seed + ": " + brief);
            return true;
        }
    }

    private static boolean failsAnyway(long seed, LongFunction<SeededWorld> real) {
        try {
            real.apply(seed).live();
            return false;
        } catch (RuntimeException | AssertionError e) {
            System.out.println("seed " + seed + " fails without any bug: " + e.getMessage());
            return true;
        }
    }
}

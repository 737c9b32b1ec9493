package org.packetboat.simulator.night.trouble;

import java.util.SplittableRandom;

/** What becomes of a call, drawn before it begins. */
public sealed interface Fate {
    /** All goes well. */
    record Good() implements Fate {}

    /** Nobody answers. */
    record Unanswered() implements Fate {}

    /** The line is lost after so many bytes, if the session lasts that long. */
    record Lost(long after) implements Fate {}

    /**
     * Draws one. The same number of draws, whatever comes.
     *
     * @param failure the chance that it goes wrong
     * @param size    of what is to cross the line, in bytes
     */
    static Fate of(SplittableRandom random, double failure, long size) {
        double chance = random.nextDouble();
        long after = random.nextLong(Math.max(1, size));
        if (chance >= failure) return new Good();
        return chance < failure / 2 ? new Unanswered() : new Lost(after);
    }
}

package org.packetboat.simulator.world;

import java.util.SplittableRandom;

/** Whether anything goes wrong by itself. Once it is over, nothing does any more. */
final class Trouble {
    private boolean over;

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** One time in so many, as long as there is trouble. */
    boolean happens(SplittableRandom random, int oneIn) {
        return random.nextInt(oneIn) == 0 && !over;
    }
}

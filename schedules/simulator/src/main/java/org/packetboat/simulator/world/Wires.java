package org.packetboat.simulator.world;

import java.time.Duration;
import java.util.SplittableRandom;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;

/** Makes the wires of calls: slow or fast, clean or noisy, and some of them break. */
final class Wires {
    private static final int SLOWEST = 600;
    private static final double MOST_NOISE = 4e-5;

    private final SimTime time;
    private final SplittableRandom random;
    private final Trouble trouble;

    Wires(SimTime time, SplittableRandom random, Trouble trouble) {
        this.time = time;
        this.random = random;
        this.trouble = trouble;
    }

    /** @param noisy whether turned bits come through: below SMTP there is TCP, which repairs them */
    SimLine wire(boolean noisy) {
        long rate = (long) SLOWEST << random.nextInt(7);
        double noise = noisy && trouble.happens(random, 5) ? random.nextDouble() * MOST_NOISE : 0;
        SimLine line = new SimLine(time, rate, Duration.ofMillis(5L << random.nextInt(6)), noise(noise), noise(noise));
        if (trouble.happens(random, 4)) line.cutAfter(random.nextLong(random.nextInt(3) == 0 ? 200_000 : 8000));
        return line.whole();
    }

    private SimNoise noise(double chance) {
        return SimNoise.bits(chance, random.nextLong());
    }

    /** Whether nobody answers. */
    boolean unanswered() {
        return trouble.happens(random, 8);
    }

    Duration dialling() {
        return Duration.ofMillis(random.nextInt(20_000));
    }

    Duration hangingUp() {
        return Duration.ofMillis(random.nextInt(2000));
    }
}

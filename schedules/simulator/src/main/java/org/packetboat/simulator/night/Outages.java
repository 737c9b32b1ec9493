package org.packetboat.simulator.night;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.engine.route.Interval;

/**
 * How lines die in mid-night: the call on it is lost, and until somebody has mended it no call gets anywhere.
 *
 * @param chance  of each line to die in a night, once; 0 to 1
 * @param lasting until it is mended
 */
public record Outages(double chance, Duration lasting) {
    private static final Duration LONGEST = Duration.ofDays(366);
    /** Lines that don't die. */
    public static final Outages NONE = new Outages(0, Duration.ofHours(1));

    /** @throws IllegalArgumentException if a value is out of range */
    public Outages {
        if (!(chance >= 0 && chance <= 1))
            throw new IllegalArgumentException("dead lines: a chance of " + chance + "; expected 0 to 1");
        if (lasting.isNegative() || lasting.isZero() || lasting.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("dead lines: mended after " + lasting + "; expected up to a year");
    }

    /** Whether a line dies, and when. The same number of draws, whatever comes. @param busy when lines are needed */
    Optional<Interval> draw(SplittableRandom random, Interval busy) {
        boolean dies = random.nextDouble() < chance;
        Instant death = busy.open().plusMillis(random.nextLong(Math.max(1, busy.left(busy.open()).toMillis())));
        return dies ? Optional.of(new Interval(death, death.plus(lasting))) : Optional.empty();
    }
}

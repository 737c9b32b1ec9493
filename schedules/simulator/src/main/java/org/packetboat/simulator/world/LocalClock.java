package org.packetboat.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.packetboat.engine.sim.SimTime;

/**
 * The clock of one node: it is off by some time, and goes too fast or too slow. Shows whole milliseconds. Survives the
 * node's crashes.
 */
final class LocalClock implements InstantSource {
    private static final long MILLION = 1_000_000;

    private final SimTime time;
    private Instant since;
    private Instant then;
    private long drift;

    LocalClock(SimTime time) {
        this.time = time;
        this.since = time.now();
        this.then = since;
    }

    @Override
    public Instant instant() {
        Duration passed = Duration.between(since, time.now());
        return then.plus(passed).plusNanos(passed.toMillis() * drift).truncatedTo(ChronoUnit.MILLIS);
    }

    /** When it will show this, if nobody touches it; now, if it has. */
    Instant shows(Instant when) {
        if (when.isAfter(time.now().plus(Duration.ofDays(36_500)))) return Instant.MAX;
        Duration left = Duration.between(instant(), when);
        if (left.isNegative()) return time.now();
        return time.now().plus(left).minusNanos(left.toMillis() * drift * MILLION / (MILLION + drift)).plusMillis(1);
    }

    /** Puts it forward, or back. */
    void step(Duration by) {
        rebase(instant().plus(by), drift);
    }

    /** From now on it gains so many nanoseconds each millisecond: millionths of the time that passes. */
    void drift(long millionths) {
        rebase(instant(), millionths);
    }

    /** It is right from now on. */
    void mend() {
        rebase(time.now(), 0);
    }

    private void rebase(Instant shown, long millionths) {
        since = time.now();
        then = shown;
        drift = millionths;
    }
}
